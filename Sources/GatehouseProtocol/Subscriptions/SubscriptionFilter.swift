public import GatehouseJSON

/// The notifications that a client opts in to.
///
/// Schema type `SubscriptionFilter`; MCP 2026-07-28, basic/patterns/subscriptions.
public struct SubscriptionFilter: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// Changes of the list of tools.
    public var toolsListChanged: Bool?
    /// Changes of the list of prompts.
    public var promptsListChanged: Bool?
    /// Changes of the list of resources.
    public var resourcesListChanged: Bool?
    /// Changes of the resources with these URIs.
    public var resourceSubscriptions: [String]?
    /// Changes of the tasks with these identifiers, for clients that declare ``ProtocolExtension/tasks``.
    public var taskIds: [String]?

    /// Makes the value of its members.
    public init(
        toolsListChanged: Bool? = nil,
        promptsListChanged: Bool? = nil,
        resourcesListChanged: Bool? = nil,
        resourceSubscriptions: [String]? = nil,
        taskIds: [String]? = nil
    ) {
        self.toolsListChanged = toolsListChanged
        self.promptsListChanged = promptsListChanged
        self.resourcesListChanged = resourcesListChanged
        self.resourceSubscriptions = resourceSubscriptions
        self.taskIds = taskIds
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        toolsListChanged = try object.optional("toolsListChanged")
        promptsListChanged = try object.optional("promptsListChanged")
        resourcesListChanged = try object.optional("resourcesListChanged")
        resourceSubscriptions = try object.optional("resourceSubscriptions")
        taskIds = try object.optional("taskIds")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("toolsListChanged", ifPresent: toolsListChanged)
        writer.member("promptsListChanged", ifPresent: promptsListChanged)
        writer.member("resourcesListChanged", ifPresent: resourcesListChanged)
        writer.member("resourceSubscriptions", ifPresent: resourceSubscriptions)
        writer.member("taskIds", ifPresent: taskIds)
        writer.endObject()
    }
}
