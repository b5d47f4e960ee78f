/// What a registry holds its components to, for its whole life.
struct RegistryTerms: Sendable {
    let policy: AccessPolicy
    let bounds: ToolBoundsSource
    /// The most components that there may be, each version counted.
    let maximumComponents: Int
}
