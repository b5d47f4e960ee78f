/// What every component has once it is registered.
protocol RegisteredComponent: AnyObject, Sendable {
    var kind: ComponentKind { get }
    /// What the component is known by: a name, a URI or a URI template.
    var key: String { get }
    var version: ComponentVersion? { get }
    var tags: Set<String> { get }
    var site: DeclarationSite { get }
    var prefixes: [String] { get }
    var access: Access { get }
    /// What decides who may use it, in the positions of the snapshot's table.
    var control: ComponentAccess { get }
    /// What its requests need injected and checked; nothing where they need nothing.
    var plan: ComponentPlan? { get }

    /// The same component in the positions of another table.
    func renewed(for table: AccessTable) -> Self
}

extension RegisteredComponent {
    func summary(isEnabled: Bool) -> ComponentSummary {
        ComponentSummary(
            kind: kind, name: key, version: version?.description, tags: tags, prefixes: prefixes, isEnabled: isEnabled,
            site: site)
    }

    /// The component as error messages name it.
    var label: String {
        version.map { "\(kind) \"\(key)\", version \($0)" } ?? "\(kind) \"\(key)\""
    }
}
