/// Kinds of components as the protocol announces changes of them: resources and resource templates are one.
public struct ComponentKinds: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Tools: `notifications/tools/list_changed`.
    public static let tools = ComponentKinds(rawValue: 1)
    /// Prompts: `notifications/prompts/list_changed`.
    public static let prompts = ComponentKinds(rawValue: 2)
    /// Resources and resource templates: `notifications/resources/list_changed`.
    public static let resources = ComponentKinds(rawValue: 4)
    /// All of them.
    public static let all: ComponentKinds = [.tools, .prompts, .resources]
}
