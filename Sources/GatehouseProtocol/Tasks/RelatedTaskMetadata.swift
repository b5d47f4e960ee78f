public import GatehouseJSON

/// What ``MetaKey/relatedTask`` in `_meta` says: the task that a message belongs to. Only in revision 2025-11-25.
///
/// Schema type `RelatedTaskMetadata`; basic/utilities/tasks, "Related Task Metadata", of 2025-11-25.
public struct RelatedTaskMetadata: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The task.
    public var taskId: String

    /// Makes the value of its members.
    public init(taskId: String) {
        self.taskId = taskId
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        taskId = try JSONObject(json: json).required("taskId")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("taskId", taskId)
        writer.endObject()
    }
}
