public import GatehouseJSON

/// The parameters of `notifications/tasks`: the task as `tasks/get` would tell it.
///
/// Schema type `TaskStatusNotificationParams`; extension io.modelcontextprotocol/tasks, "Task Status Notifications".
public struct TaskNotificationParams: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The task as it stands.
    public var task: DetailedTask
    /// What the sender attaches; ``MetaKey/subscriptionId`` names the stream.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(task: DetailedTask, meta: JSONObject? = nil) {
        self.task = task
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        task = try DetailedTask(json: json)
        meta = try JSONObject(json: json).optional("_meta")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        task.encodeMembers(to: &writer)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }
}
