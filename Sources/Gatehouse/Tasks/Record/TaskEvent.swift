import GatehouseJSON
import GatehouseProtocol

/// What can happen to a task.
enum TaskEvent: Sendable, Hashable {
    /// Its function asks its client something.
    case asked([TaskRecord.Question])
    /// Its client answers, by the keys of the questions.
    case answered(InputResponses)
    /// Its function had an effect that it must not have again.
    case hadEffect(String, JSONValue)
    /// Its function returned, or failed in a way that its caller is told as a result, which is one line of JSON.
    case completed([UInt8], isError: Bool)
    /// It ended with a JSON-RPC error.
    case failed(JSONRPCError, message: String)
    /// Its client does not want it any more.
    case cancelled(message: String)
}
