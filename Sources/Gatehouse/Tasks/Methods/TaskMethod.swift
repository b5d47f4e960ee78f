import GatehouseProtocol

/// A method that asks about tasks, or changes them.
enum TaskMethod: Sendable, Hashable {
    case get, update, cancel
    /// Only in revision 2025-11-25.
    case result, list

    /// The method of a request; nothing where it is none, or none of the request's revision.
    init?(_ request: Request) {
        switch (request.method, request.revision) {
        case (Method.getTask, .v2026_07_28), (Method.getTask, .v2025_11_25): self = .get
        case (Method.cancelTask, .v2026_07_28), (Method.cancelTask, .v2025_11_25): self = .cancel
        case (Method.updateTask, .v2026_07_28): self = .update
        case (Method.taskResult, .v2025_11_25): self = .result
        case (Method.listTasks, .v2025_11_25): self = .list
        default: return nil
        }
    }
}
