public import GatehouseJSON

/// The result of a request that goes on as a task, in revision 2025-11-25.
///
/// Schema type `CreateTaskResult`; basic/utilities/tasks, "Creating Tasks", of 2025-11-25.
public struct LegacyCreateTaskResult: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The task.
    public var task: LegacyTask
    /// What the server attaches to the result.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(task: LegacyTask, meta: JSONObject? = nil) {
        self.task = task
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        task = try object.required("task")
        meta = try object.optional("_meta")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("task", task)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }
}
