public import GatehouseJSON

/// What is told about a task wherever it is named: who it is, where it stands and when.
///
/// Schema type `Task`; extension io.modelcontextprotocol/tasks, "Tasks".
///
/// It bears the prefix because Swift has a `Task` of its own.
public struct WireTask: Sendable, Hashable, JSONEncodable, JSONDecodable {
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
    public var ttlMs: Int?
    /// How many milliseconds a client should let pass from one look at it to the next.
    public var pollIntervalMs: Int?

    /// Makes the value of its members.
    public init(
        taskId: String,
        status: TaskStatus,
        statusMessage: String? = nil,
        createdAt: String,
        lastUpdatedAt: String,
        ttlMs: Int?,
        pollIntervalMs: Int? = nil
    ) {
        self.taskId = taskId
        self.status = status
        self.statusMessage = statusMessage
        self.createdAt = createdAt
        self.lastUpdatedAt = lastUpdatedAt
        self.ttlMs = ttlMs
        self.pollIntervalMs = pollIntervalMs
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        taskId = try object.required("taskId")
        status = try object.required("status")
        statusMessage = try object.optional("statusMessage")
        createdAt = try object.required("createdAt")
        lastUpdatedAt = try object.required("lastUpdatedAt")
        ttlMs = try object.requiredOrNull("ttlMs")
        pollIntervalMs = try object.optional("pollIntervalMs")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        encodeMembers(to: &writer)
        writer.endObject()
    }

    /// Writes the members without the object's braces: other types have them among their own.
    package func encodeMembers(to writer: inout JSONWriter) {
        writer.member("taskId", taskId)
        writer.member("status", status)
        writer.member("statusMessage", ifPresent: statusMessage)
        writer.member("createdAt", createdAt)
        writer.member("lastUpdatedAt", lastUpdatedAt)
        writer.member("ttlMs", ttlMs)
        writer.member("pollIntervalMs", ifPresent: pollIntervalMs)
    }
}

extension JSONObject {
    /// The member of that name, which must be there but may be `null`.
    func requiredOrNull<Value: JSONDecodable>(_ name: String) throws(JSONDecodingError) -> Value? {
        guard contains(name) else { throw JSONDecodingError(expected: "a value or null", found: nil).under(name) }
        return try optional(name)
    }
}
