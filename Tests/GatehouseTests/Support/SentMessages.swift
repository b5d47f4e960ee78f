import Gatehouse
import Synchronization

/// Keeps the notifications of a request.
final class SentMessages: ReplyStream {
    private struct State {
        var messages: [[UInt8]] = []
        var fields: [[Reply.Field]] = []
        var events: [StreamMessage] = []
        var isOpen = false
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
    /// The messages with what stands around them on a stream of events.
    var events: [StreamMessage] { state.withLock { $0.events } }
    var isOpen: Bool { state.withLock { $0.isOpen } }
    var fields: [[Reply.Field]] { state.withLock { $0.fields } }
    var count: Int { state.withLock { $0.messages.count } }

    /// The progress of each notification, in the order in which they were sent.
    var progress: [Double] { messages.compactMap { $0["params"]?["progress"]?.doubleValue } }

    func open(fields: [Reply.Field]) async throws(StreamClosed) {
        if isClosed { throw StreamClosed() }
        state.withLock { $0.isOpen = true }
    }

    func send(_ message: StreamMessage, fields: [Reply.Field]) async throws(StreamClosed) {
        await gate?.wait()
        if isClosed { throw StreamClosed() }
        state.withLock { state in
            state.messages.append(message.body)
            state.events.append(message)
            state.isOpen = true
            state.fields.append(fields)
        }
    }
}
