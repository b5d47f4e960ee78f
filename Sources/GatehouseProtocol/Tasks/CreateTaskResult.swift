public import GatehouseJSON

/// The result of a request that goes on as a task.
///
/// Schema type `CreateTaskResult`; extension io.modelcontextprotocol/tasks, "Task Creation".
public struct CreateTaskResult: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The task, as it stood when it was made.
    public var task: WireTask
    /// What the server attaches to the result; ``MetaKey/serverInfo`` names the server.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(task: WireTask, meta: JSONObject? = nil) {
        self.task = task
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        try object.expect("resultType", toBe: ResultType.task)
        task = try WireTask(json: json)
        meta = try object.optional("_meta")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("resultType", ResultType.task)
        task.encodeMembers(to: &writer)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }
}
