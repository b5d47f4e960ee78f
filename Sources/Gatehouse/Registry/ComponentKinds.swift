import GatehouseProtocol

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

    /// The notifications that announce changes of these kinds, in one order (server/tools, server/prompts and
    /// server/resources, "List Changed Notification").
    public var notifications: [String] {
        var methods: [String] = []
        if contains(.tools) { methods.append(Method.toolsListChanged) }
        if contains(.prompts) { methods.append(Method.promptsListChanged) }
        if contains(.resources) { methods.append(Method.resourcesListChanged) }
        return methods
    }
}
