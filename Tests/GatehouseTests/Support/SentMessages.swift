import Gatehouse
import Synchronization

/// Keeps the notifications of a request.
final class SentMessages: ReplyStream {
    private struct State {
        var messages: [[UInt8]] = []
        var fields: [[Reply.Field]] = []
    }

    private let state = Mutex(State())
    private let gate: Gate?
    private let isClosed: Bool

    /// - Parameters:
    ///   - gate: Where every message waits before it counts as sent.
    ///   - isClosed: Whether the peer is gone.
    init(gate: Gate? = nil, isClosed: Bool = false) {
        self.gate = gate
        self.isClosed = isClosed
    }

    var messages: [JSONValue] { state.withLock { $0.messages }.compactMap { try? JSONValue(parsing: $0) } }
    var fields: [[Reply.Field]] { state.withLock { $0.fields } }
    var count: Int { state.withLock { $0.messages.count } }

    /// The progress of each notification, in the order in which they were sent.
    var progress: [Double] { messages.compactMap { $0["params"]?["progress"]?.doubleValue } }

    func send(_ message: [UInt8], fields: [Reply.Field]) async throws(StreamClosed) {
        await gate?.wait()
        if isClosed { throw StreamClosed() }
        state.withLock { state in
            state.messages.append(message)
            state.fields.append(fields)
        }
    }
}
