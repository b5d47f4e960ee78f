/// Picks components of a registry: by kind, name, tag or version, or by any condition.
///
/// ```swift
/// server.registry.disable(.tag("beta"))
/// server.registry.remove(.tool("search").and(.version("1.0")))
/// ```
public struct ComponentSelection: Sendable {
    /// The one kind and name that can be picked, where there is such; lets a registry look instead of search.
    let key: (kind: ComponentKind, name: String)?
    private let condition: @Sendable (ComponentSummary) -> Bool

    private init(
        key: (kind: ComponentKind, name: String)? = nil,
        _ condition: @escaping @Sendable (ComponentSummary) -> Bool
    ) {
        self.key = key
        self.condition = condition
    }

    private init(_ kind: ComponentKind, _ name: String) {
        self.init(key: (kind, name)) { $0.kind == kind && $0.name.isExactly(name) }
    }

    /// Everything.
    public static let all = ComponentSelection { _ in true }

    /// A tool, in all its versions.
    public static func tool(_ name: String) -> ComponentSelection { ComponentSelection(.tool, name) }

    /// A prompt, in all its versions.
    public static func prompt(_ name: String) -> ComponentSelection { ComponentSelection(.prompt, name) }

    /// The resource at a URI, in all its versions.
    public static func resource(_ uri: String) -> ComponentSelection { ComponentSelection(.resource, uri) }

    /// The family of resources under a URI template, in all its versions.
    public static func resourceTemplate(_ template: String) -> ComponentSelection {
        ComponentSelection(.resourceTemplate, template)
    }

    /// Everything of a kind.
    public static func kind(_ kind: ComponentKind) -> ComponentSelection {
        ComponentSelection { $0.kind == kind }
    }

    /// Everything known by a name, of whatever kind.
    public static func name(_ name: String) -> ComponentSelection {
        ComponentSelection { $0.name.isExactly(name) }
    }

    /// Everything that has a tag.
    public static func tag(_ tag: String) -> ComponentSelection {
        ComponentSelection { $0.tags.contains(tag) }
    }

    /// Everything that was mounted under a prefix, and not under another one around it.
    public static func mounted(_ prefix: String) -> ComponentSelection {
        ComponentSelection { $0.prefixes.first == prefix }
    }

    /// Everything of a version, however it is written: `2` picks `2.0` as well. A text that is no version picks nothing.
    public static func version(_ version: String) -> ComponentSelection {
        let version = ComponentVersion(version)
        return ComponentSelection { $0.version.flatMap(ComponentVersion.init).map { $0 == version } ?? false }
    }

    /// Everything that fulfils a condition. The condition may be asked more than once about a component, on the thread
    /// that changes the registry, and holds up nobody else.
    public static func matching(_ condition: @escaping @Sendable (ComponentSummary) -> Bool) -> ComponentSelection {
        ComponentSelection(condition)
    }

    /// What both of two selections pick.
    public func and(_ other: ComponentSelection) -> ComponentSelection {
        ComponentSelection(key: key ?? other.key) { condition($0) && other.condition($0) }
    }

    /// What either of two selections picks.
    public func or(_ other: ComponentSelection) -> ComponentSelection {
        ComponentSelection { condition($0) || other.condition($0) }
    }

    /// What a selection does not pick.
    public static prefix func ! (selection: ComponentSelection) -> ComponentSelection {
        ComponentSelection { !selection.condition($0) }
    }

    func includes(_ component: ComponentSummary) -> Bool { condition(component) }
}
