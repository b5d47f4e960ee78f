public import GatehouseJSON

/// The parameters of the methods that name a task and nothing else: `tasks/get`, `tasks/cancel` and, in revision
/// 2025-11-25, `tasks/result`.
public struct TaskRequestParams: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The task.
    public var taskId: String
    /// What the client attaches to the request; revision 2026-07-28 requires what ``RequestMeta`` reads.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(taskId: String, meta: JSONObject? = nil) {
        self.taskId = taskId
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        taskId = try object.required("taskId")
        meta = try object.optional("_meta")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("taskId", taskId)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }
}
