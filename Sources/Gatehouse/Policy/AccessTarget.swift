/// Which components a rule is about. Names may end in `*`, which stands for every continuation.
public struct AccessTarget: Sendable, Hashable, CustomStringConvertible {
    package enum Kind: String, Sendable, Hashable {
        case tool, prompt, resource, tag
    }

    package let kind: Kind
    package let pattern: String

    /// Tools of that name.
    public static func tool(_ name: String) -> AccessTarget { AccessTarget(kind: .tool, pattern: name) }

    /// Prompts of that name.
    public static func prompt(_ name: String) -> AccessTarget { AccessTarget(kind: .prompt, pattern: name) }

    /// Resources at that URI, and the families of that URI template, written as they are registered.
    public static func resource(_ uri: String) -> AccessTarget { AccessTarget(kind: .resource, pattern: uri) }

    /// Components of every kind that have that tag.
    public static func tag(_ tag: String) -> AccessTarget { AccessTarget(kind: .tag, pattern: tag) }

    /// Every component.
    public static let everything = [tool("*"), prompt("*"), resource("*")]

    public var description: String { "\(kind.rawValue) \"\(pattern)\"" }

    /// Whether it stands for one name alone.
    package var isExact: Bool { kind != .tag && !WildcardText.isOpen(pattern) }

    /// Whether a component is meant.
    package func covers(_ kind: ComponentKind, _ key: String, tags: Set<String>) -> Bool {
        switch self.kind {
        case .tag: tags.contains { WildcardText.text(pattern, covers: $0) }
        case .tool: kind == .tool && WildcardText.text(pattern, covers: key)
        case .prompt: kind == .prompt && WildcardText.text(pattern, covers: key)
        case .resource:
            (kind == .resource || kind == .resourceTemplate) && WildcardText.text(pattern, covers: key)
        }
    }
}
