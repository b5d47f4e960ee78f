import GatehouseJSON
import GatehouseProtocol
import Synchronization

/// The requests under way on a channel that all messages share, by their ids.
final class PendingExchanges: Sendable {
    private struct State {
        var promises: [RequestID: Promise<JSONObject>] = [:]
        var end: ClientError?
    }

    private let maximum: Int
    private let state = Mutex(State())

    /// Makes room for that many requests at once.
    init(maximum: Int) {
        self.maximum = maximum
    }

    /// Registers a request before it is sent.
    ///
    /// - Throws: ``ClientError`` where too many are under way, or the channel has ended.
    func register(_ id: RequestID) throws(ClientError) -> Promise<JSONObject> {
        let promise = Promise<JSONObject>()
        let failure: ClientError? = state.withLock { state in
            if let end = state.end { return end }
            guard state.promises.count < maximum else {
                return ClientError(.tooMuchPending, "\(maximum) requests are under way already")
            }
            state.promises[id] = promise
            return nil
        }
        if let failure { throw failure }
        return promise
    }

    /// Forgets a request that nobody waits for any more.
    func forget(_ id: RequestID) {
        state.withLock { $0.promises[id] = nil }
    }

    /// Gives a response to whoever waits for it; one that nobody waits for is dropped.
    func complete(_ response: JSONObject) {
        guard let id = response["id"].flatMap({ try? RequestID(json: $0) }) else { return }
        state.withLock { $0.promises.removeValue(forKey: id) }?.fulfil(.success(response))
    }

    /// Fails one request.
    func fail(_ id: RequestID, _ error: ClientError) {
        state.withLock { $0.promises.removeValue(forKey: id) }?.fulfil(.failure(error))
    }

    /// Fails every request under way, and every later one.
    func end(_ error: ClientError) {
        let promises = state.withLock { state -> [Promise<JSONObject>] in
            guard state.end == nil else { return [] }
            state.end = error
            defer { state.promises = [:] }
            return Array(state.promises.values)
        }
        for promise in promises { promise.fulfil(.failure(error)) }
    }
}
