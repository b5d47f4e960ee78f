import Synchronization

/// A value that somebody will give, once, to whoever waits for it.
final class Promise<Value: Sendable>: Sendable {
    private struct State {
        var outcome: Result<Value, ClientError>?
        var waiting: [Int: CheckedContinuation<Result<Value, ClientError>, Never>] = [:]
        var lastNumber = 0
    }

    private let state = Mutex(State())

    /// Gives the value, or the failure. Only the first counts.
    func fulfil(_ outcome: Result<Value, ClientError>) {
        let waiting = state.withLock { state -> [CheckedContinuation<Result<Value, ClientError>, Never>] in
            guard state.outcome == nil else { return [] }
            state.outcome = outcome
            defer { state.waiting = [:] }
            return Array(state.waiting.values)
        }
        for continuation in waiting { continuation.resume(returning: outcome) }
    }

    /// Whether it is given.
    var isFulfilled: Bool { state.withLock { $0.outcome != nil } }

    /// Waits for the value.
    ///
    /// - Throws: The failure that was given, or ``ClientError/Kind/cancelled`` where the task was cancelled.
    func value() async throws(ClientError) -> Value {
        let number = state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let outcome: Result<Value, ClientError>? = state.withLock { state in
                    if let outcome = state.outcome { return outcome }
                    if Task.isCancelled { return .failure(.cancelled) }
                    state.waiting[number] = continuation
                    return nil
                }
                if let outcome { continuation.resume(returning: outcome) }
            }
        } onCancel: {
            state.withLock { $0.waiting.removeValue(forKey: number) }?.resume(returning: .failure(.cancelled))
        }
        return try outcome.get()
    }
}

extension ClientError {
    /// The waiting task was cancelled.
    static var cancelled: ClientError { ClientError(.cancelled, "the call was cancelled") }
    /// The client was closed.
    static var closed: ClientError { ClientError(.closed, "the client is closed") }
}
