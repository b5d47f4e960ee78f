public import GatehouseJSON

/// The parameter `task` of a request that asks to go on as a task, in revision 2025-11-25.
///
/// Schema type `TaskMetadata`; basic/utilities/tasks, "Task Parameters", of 2025-11-25.
public struct TaskMetadata: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// For how many milliseconds from its creation the client wants the task kept.
    public var ttl: Int?

    /// Makes the value of its members.
    public init(ttl: Int? = nil) {
        self.ttl = ttl
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        ttl = try JSONObject(json: json).optional("ttl")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("ttl", ifPresent: ttl)
        writer.endObject()
    }
}
