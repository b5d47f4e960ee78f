public import GatehouseJSON

/// A task with everything about it, as `tasks/get` and `notifications/tasks` tell it.
///
/// What it must have depends on its status: `inputRequests`, `result` or `error`. Schema type `DetailedTask`; extension
/// io.modelcontextprotocol/tasks, "Task Status".
public struct DetailedTask: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// Who it is and where it stands.
    public var task: WireTask
    /// What it has at that point.
    public var payload: TaskPayload

    /// Makes the value of its members; the payload must be one of the task's status.
    public init(task: WireTask, payload: TaskPayload = .none) {
        self.task = task
        self.payload = payload
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        task = try WireTask(json: json)
        payload =
            switch task.status {
            case .inputRequired: .inputRequests(try object.required("inputRequests"))
            case .completed: .result(try object.required("result"))
            case .failed: .error(try object.required("error"))
            default: .none
            }
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        encodeMembers(to: &writer)
        writer.endObject()
    }

    /// Writes the members without the object's braces.
    func encodeMembers(to writer: inout JSONWriter) {
        task.encodeMembers(to: &writer)
        switch payload {
        case .none: break
        case .inputRequests(let requests): writer.member("inputRequests", requests)
        case .result(let result): writer.member("result", result)
        case .error(let error): writer.member("error", error)
        }
    }
}
