public import GatehouseJSON

/// The parameters of `tasks/update`, which brings answers to what a task asked.
///
/// Schema type `UpdateTaskRequest`; extension io.modelcontextprotocol/tasks, "Task Update Requests".
public struct UpdateTaskRequestParams: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The task.
    public var taskId: String
    /// The answers, each under its question's key.
    public var inputResponses: InputResponses
    /// What the client attaches to the request; revision 2026-07-28 requires what ``RequestMeta`` reads.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(taskId: String, inputResponses: InputResponses, meta: JSONObject? = nil) {
        self.taskId = taskId
        self.inputResponses = inputResponses
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        taskId = try object.required("taskId")
        inputResponses = try object.required("inputResponses")
        meta = try object.optional("_meta")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("taskId", taskId)
        writer.member("inputResponses", inputResponses)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }
}
