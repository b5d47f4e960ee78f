public import GatehouseJSON

/// The result of `tasks/get`.
///
/// Schema type `GetTaskResult`; extension io.modelcontextprotocol/tasks, "Task Polling".
public struct GetTaskResult: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The task as it stands.
    public var task: DetailedTask
    /// The kind of result. Where it is absent it is read as complete.
    public var resultType: ResultType
    /// What the server attaches to the result; ``MetaKey/serverInfo`` names the server.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(task: DetailedTask, resultType: ResultType = .complete, meta: JSONObject? = nil) {
        self.task = task
        self.resultType = resultType
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        task = try DetailedTask(json: json)
        resultType = try object.optional("resultType") ?? .complete
        meta = try object.optional("_meta")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("resultType", resultType)
        task.encodeMembers(to: &writer)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }
}
