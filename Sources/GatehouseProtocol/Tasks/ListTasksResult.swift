public import GatehouseJSON

/// The result of `tasks/list`: one page of the caller's tasks. Only in revision 2025-11-25.
///
/// Schema type `ListTasksResult`; basic/utilities/tasks, "Listing Tasks", of 2025-11-25.
public struct ListTasksResult: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The tasks of this page.
    public var tasks: [LegacyTask]
    /// Where the next page starts; absent on the last page.
    public var nextCursor: String?
    /// What the server attaches to the result.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(tasks: [LegacyTask], nextCursor: String? = nil, meta: JSONObject? = nil) {
        self.tasks = tasks
        self.nextCursor = nextCursor
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        tasks = try object.required("tasks")
        nextCursor = try object.optional("nextCursor")
        meta = try object.optional("_meta")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("tasks", tasks)
        writer.member("nextCursor", ifPresent: nextCursor)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }
}
