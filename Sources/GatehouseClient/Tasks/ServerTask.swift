public import GatehouseJSON
public import GatehouseProtocol

/// The state of work that a server goes on with after it has answered (extension `io.modelcontextprotocol/tasks`,
/// "Tasks").
public struct ServerTask: Sendable, Hashable, JSONDecodable {
    /// What tells the task from every other one of the server.
    public var taskId: String
    /// How far it is.
    public var status: TaskStatus
    /// What there is to say about that, for people.
    public var statusMessage: String?
    /// When it began (RFC 3339).
    public var createdAt: String
    /// When it last changed (RFC 3339).
    public var lastUpdatedAt: String
    /// How long the server keeps it after it began, in milliseconds; nothing for without end.
    public var ttlMs: Int?
    /// How long to wait before the next question, in milliseconds.
    public var pollIntervalMs: Int?
    /// What the server asks for, by keys of its own, as it stands.
    public var inputRequests: JSONObject?
    /// What the request would have answered with.
    public var result: JSONObject?
    /// What the request failed with.
    public var error: JSONRPCError?

    /// Reads a task.
    ///
    /// - Throws: ``JSONDecodingError`` where the value is none.
    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        taskId = try object.required("taskId")
        status = try object.required("status")
        statusMessage = try object.optional("statusMessage")
        createdAt = try object.required("createdAt")
        lastUpdatedAt = try object.required("lastUpdatedAt")
        ttlMs = try object.optional("ttlMs")
        pollIntervalMs = try object.optional("pollIntervalMs")
        inputRequests = try object.optional("inputRequests")
        result = try object.optional("result")
        error = try object.optional("error")
    }
}
