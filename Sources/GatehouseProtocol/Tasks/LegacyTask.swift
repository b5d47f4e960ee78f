public import GatehouseJSON

/// A task as revision 2025-11-25 tells it, where tasks are part of the core protocol.
///
/// Schema type `Task`; basic/utilities/tasks of 2025-11-25. As the result of `tasks/get` and `tasks/cancel`, and as the
/// parameters of `notifications/tasks/status`, it has `_meta` among its members.
public struct LegacyTask: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The name by which the client asks for it.
    public var taskId: String
    /// Where it stands.
    public var status: TaskStatus
    /// More about where it stands, for people and models.
    public var statusMessage: String?
    /// When it was created, as RFC 3339 has it.
    public var createdAt: String
    /// When it last changed, as RFC 3339 has it.
    public var lastUpdatedAt: String
    /// For how many milliseconds from its creation it is kept; nothing where it is kept without limit.
    public var ttl: Int?
    /// How many milliseconds a client should let pass from one look at it to the next.
    public var pollInterval: Int?
    /// What the sender attaches.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(
        taskId: String,
        status: TaskStatus,
        statusMessage: String? = nil,
        createdAt: String,
        lastUpdatedAt: String,
        ttl: Int?,
        pollInterval: Int? = nil,
        meta: JSONObject? = nil
    ) {
        self.taskId = taskId
        self.status = status
        self.statusMessage = statusMessage
        self.createdAt = createdAt
        self.lastUpdatedAt = lastUpdatedAt
        self.ttl = ttl
        self.pollInterval = pollInterval
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        taskId = try object.required("taskId")
        status = try object.required("status")
        statusMessage = try object.optional("statusMessage")
        createdAt = try object.required("createdAt")
        lastUpdatedAt = try object.required("lastUpdatedAt")
        ttl = try object.requiredOrNull("ttl")
        pollInterval = try object.optional("pollInterval")
        meta = try object.optional("_meta")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("taskId", taskId)
        writer.member("status", status)
        writer.member("statusMessage", ifPresent: statusMessage)
        writer.member("createdAt", createdAt)
        writer.member("lastUpdatedAt", lastUpdatedAt)
        writer.member("ttl", ttl)
        writer.member("pollInterval", ifPresent: pollInterval)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }
}
