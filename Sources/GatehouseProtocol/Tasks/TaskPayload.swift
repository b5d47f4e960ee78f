public import GatehouseJSON

/// What a task has beyond where it stands: questions for the client, a result, or an error.
public enum TaskPayload: Sendable, Hashable {
    /// Nothing: it is being worked on, or was cancelled.
    case none
    /// What the client is asked, of a task whose status is `input_required`.
    case inputRequests(InputRequests)
    /// The result that the request would have had, of a task whose status is `completed`.
    case result(JSONObject)
    /// The error that the request would have had, of a task whose status is `failed`.
    case error(JSONRPCError)
}
