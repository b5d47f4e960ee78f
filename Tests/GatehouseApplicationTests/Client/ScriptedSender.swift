import GatehouseJSON
import Synchronization

@testable import GatehouseApplication

/// Answers requests with what a test wrote down, in order, and keeps the requests.
final class ScriptedSender: RequestSender {
    private struct State {
        var replies: [ServerReply]
        var requests: [ClientRequest] = []
    }

    private let state: Mutex<State>

    init(_ replies: [ServerReply]) {
        state = Mutex(State(replies: replies))
    }

    /// Makes replies with these results.
    convenience init(results: [JSONObject]) {
        self.init(results.map { ServerReply(status: 200, message: ["id": 1, "result": .object($0)]) })
    }

    var requests: [ClientRequest] { state.withLock { $0.requests } }

    func send(
        _ request: ClientRequest,
        onNotification: @escaping @Sendable (JSONObject) -> Void
    ) async throws(CommandFailure) -> ServerReply {
        let reply = state.withLock { state -> ServerReply? in
            state.requests.append(request)
            return state.replies.isEmpty ? nil : state.replies.removeFirst()
        }
        guard let reply else { throw CommandFailure(.unreachable, "the script has no more replies") }
        return reply
    }
}
