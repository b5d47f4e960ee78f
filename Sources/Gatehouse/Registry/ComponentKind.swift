/// What a component is.
public struct ComponentKind: Sendable, Hashable, CustomStringConvertible {
    /// The kind as error messages name it.
    public let description: String

    private init(_ description: String) {
        self.description = description
    }

    /// A tool, known by its name.
    public static let tool = ComponentKind("tool")
    /// A prompt, known by its name.
    public static let prompt = ComponentKind("prompt")
    /// A resource at one URI, known by it.
    public static let resource = ComponentKind("resource")
    /// A family of resources, known by its URI template.
    public static let resourceTemplate = ComponentKind("resource template")

    /// The kinds that the protocol counts it among.
    var announcedAs: ComponentKinds {
        switch self {
        case .tool: .tools
        case .prompt: .prompts
        default: .resources
        }
    }
}
