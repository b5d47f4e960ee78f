/// What a registry holds its components to, for its whole life.
struct RegistryTerms: Sendable {
    /// The policy that the registry begins with.
    let policy: AccessPolicy
    /// The guards of the whole server.
    let guards: [Guard]
    /// Where the components' dependencies come from.
    let graph: DependencyGraph
    /// The bounds of tools that the registry begins with.
    let bounds: ToolBoundsSource
    /// The most components that there may be, each version counted.
    let maximumComponents: Int
    /// Is told which kinds of components a change has touched, after it was made.
    var announce: @Sendable (ComponentKinds) -> Void = { _ in }
}
