/// What a registry knows of a component, for code that picks some of them.
public struct ComponentSummary: Sendable, Hashable {
    /// What the component is.
    public let kind: ComponentKind
    /// What it is known by: the name of a tool or prompt, the URI or URI template of a resource.
    public let name: String
    /// Its version, where it has one.
    public let version: String?
    /// Its tags.
    public let tags: Set<String>
    /// The prefixes that it was mounted under, the outermost first.
    public let prefixes: [String]
    /// Whether it is offered.
    public let isEnabled: Bool
    /// Where it is declared.
    public let site: DeclarationSite
}
