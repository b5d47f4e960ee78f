import Logging
import Synchronization

/// One stream of a session: the messages of one request of the client's, or those that belong to none.
///
/// The stream is not its connection. A connection may break or be closed, and another take its place; what was sent on
/// the stream is kept, so that the next connection goes on where the client was (basic/transports, "Resumability and
/// Redelivery", 2025-11-25). What it does is decided by ``StreamQueue``; a task performs it while there is something to
/// do, and ends.
final class SessionStream: ReplyStream {
    /// Where a stream's events are kept, and under which session.
    struct Keeping: Sendable {
        let store: (any EventStore)?
        let session: String
        let logger: Logger
    }

    /// A connection's side of the stream.
    struct Connection: Sendable {
        let stream: any ReplyStream
        /// The header fields of the response.
        var fields: [Reply.Field] = []
        /// The last event that the client has, where it resumes.
        var after: UInt64?
        /// Whether the client takes an event without a message.
        let primes: Bool
        /// Is told when the stream has no more use for the connection.
        let onRelease: @Sendable (StreamQueue.Release) -> Void
    }

    private struct State {
        var queue: StreamQueue
        var connections: [UInt64: Connection] = [:]
        var senders: [UInt64: CheckedContinuation<Void, Never>] = [:]
        var lastTicket: UInt64 = 0
        var isRunning = false
        /// What is kept beside the stream before anything is sent on it.
        var lost: LostStream?
    }

    /// What to do with the parties that a change concerns, outside the lock.
    private struct Wake {
        var senders: [CheckedContinuation<Void, Never>] = []
        var released: [(Connection, StreamQueue.Release)] = []

        func perform() {
            for sender in senders { sender.resume() }
            for (connection, release) in released { connection.onRelease(release) }
        }
    }

    let id: String
    private let keeping: Keeping
    private let state: Mutex<State>

    /// - Parameter lost: What becomes of the stream where the process ends before it; only a store that outlives the process
    ///   is given it.
    init(id: String = EventID.newStream(), keeping: Keeping, lost: LostStream? = nil) {
        self.id = id
        self.keeping = keeping
        state = Mutex(
            State(
                queue: StreamQueue(isKept: keeping.store != nil),
                lost: keeping.store?.isDurable == true ? lost : nil))
    }

    /// Whether a client is connected to it.
    var isConnected: Bool { state.withLock { $0.queue.isConnected } }

    // MARK: Sending

    /// Sends a message on the stream, whatever connection it has; returns once it is sent, or kept where there is none.
    ///
    /// - Returns: Whether the stream took it; it takes none after the last.
    @discardableResult
    func send(_ body: [UInt8], isLast: Bool = false) async -> Bool {
        guard state.withLock({ !$0.queue.isClosed }) else { return false }
        await withCheckedContinuation { continuation in
            change { state in
                state.lastTicket += 1
                state.senders[state.lastTicket] = continuation
                return state.queue.add(body, isLast: isLast, ticket: state.lastTicket)
            }
        }
        return true
    }

    /// Ends the stream without a last message.
    func finish() {
        change { state in
            state.queue.finish()
            return StreamQueue.Effects()
        }
    }

    func open(fields: [Reply.Field]) async throws(StreamClosed) {}

    func send(_ message: StreamMessage, fields: [Reply.Field]) async throws(StreamClosed) {
        guard await send(message.body) else { throw StreamClosed() }
    }

    /// Closes the connection, once everything so far is sent, and tells the client when to come again.
    func disconnect(retry: Duration?) {
        change { state in
            state.queue.disconnect(retry: retry)
            return StreamQueue.Effects()
        }
    }

    /// Ends the stream at once, as its session ends.
    func end() {
        change { $0.queue.end() }
    }

    // MARK: Connections

    /// Gives the stream a connection, in place of the one it has.
    ///
    /// - Returns: The connection's number, for ``lose(_:)``.
    func connect(_ connection: Connection) -> UInt64 {
        var number: UInt64 = 0
        change { state in
            let effects: StreamQueue.Effects
            (number, effects) = state.queue.connect(after: connection.after, primes: connection.primes)
            state.connections[number] = connection
            return effects
        }
        return number
    }

    /// Forgets a connection whose peer is gone.
    func lose(_ connection: UInt64) {
        change { $0.queue.lose(connection) }
    }

    // MARK: Performing

    private func change(_ change: (inout State) -> StreamQueue.Effects) {
        let (wake, starts) = state.withLock { state in
            let wake = Self.wake(&state, change(&state))
            let starts = !state.isRunning
            state.isRunning = true
            return (wake, starts)
        }
        wake.perform()
        // The task ends by itself when nothing is left to do; what it writes to has a bound on how long it takes.
        if starts { Task { await self.run() } }
    }

    private static func wake(_ state: inout State, _ effects: StreamQueue.Effects) -> Wake {
        var wake = Wake()
        for ticket in effects.settled {
            if let sender = state.senders.removeValue(forKey: ticket) { wake.senders.append(sender) }
        }
        for (number, release) in effects.released {
            if let connection = state.connections.removeValue(forKey: number) {
                wake.released.append((connection, release))
            }
        }
        return wake
    }

    private func run() async {
        await keepLost()
        while let (action, connection) = nextAction() {
            let effects = await perform(action, connection)
            state.withLock { Self.wake(&$0, effects(&$0.queue)) }.perform()
        }
    }

    /// The next action and the connection it is about; nothing where there is none, and the task ends.
    private func nextAction() -> (StreamQueue.Action, Connection?)? {
        let (wake, next) = state.withLock { state -> (Wake, (StreamQueue.Action, Connection?)?) in
            let (action, effects) = state.queue.next()
            let wake = Self.wake(&state, effects)
            switch action {
            case .wait:
                state.isRunning = false
                return (wake, nil)
            case .keep:
                return (wake, (action, nil))
            case .send(_, let number), .prime(_, let number), .replay(_, let number), .dismiss(_, _, let number):
                return (wake, (action, state.connections[number]))
            }
        }
        wake.perform()
        return next
    }

    private typealias Report = (inout StreamQueue) -> StreamQueue.Effects

    private func perform(_ action: StreamQueue.Action, _ connection: Connection?) async -> Report {
        switch action {
        case .wait:
            return { _ in StreamQueue.Effects() }
        case .keep(let event, let isLast):
            await keep(event, isLast)
            return { $0.kept() }
        case .send(let event, let number):
            let isSent = await transmit(event.message, event.number, connection)
            return { $0.sent(upTo: isSent ? event.number : nil, on: number) }
        case .prime(let place, let number):
            let isSent = await transmit([], place, connection)
            return { $0.sent(upTo: isSent ? place : nil, on: number) }
        case .replay(let place, let number):
            let last = await replay(after: place, connection)
            guard let last else { return { $0.sent(upTo: nil, on: number) } }
            return { $0.replayed(upTo: last, on: number) }
        case .dismiss(let place, let retry, let number):
            _ = await transmit([], place, connection, retry: retry)
            return { $0.dismissed(number) }
        }
    }

    /// Keeps what becomes of the stream, before its client knows of it.
    private func keepLost() async {
        guard let lost = state.withLock({ $0.lost.take() }) else { return }
        do throws(EventStoreFailure) {
            try await keeping.store?.append(
                lost.event, to: LostStream.name(beside: id), of: keeping.session, isLast: false)
        } catch {
            keeping.logger.error("a session's stream cannot be kept", metadata: ["error": "\(error)"])
        }
    }

    private func keep(_ event: StoredEvent, _ isLast: Bool) async {
        do throws(EventStoreFailure) {
            try await keeping.store?.append(event, to: id, of: keeping.session, isLast: isLast)
        } catch {
            keeping.logger.error("a session's event cannot be kept", metadata: ["error": "\(error)"])
        }
    }

    private func transmit(
        _ body: [UInt8], _ number: UInt64, _ connection: Connection?, retry: Duration? = nil
    ) async -> Bool {
        guard let connection else { return false }
        let eventID = keeping.store == nil ? nil : EventID(stream: id, number: number).text
        do throws(StreamClosed) {
            let message = StreamMessage(body, eventID: eventID, retry: retry)
            try await connection.stream.send(message, fields: connection.fields)
            return true
        } catch {
            return false
        }
    }

    /// Sends what is kept behind a place, and gives the place of the last of it; nothing where the connection is lost.
    private func replay(after place: UInt64, _ connection: Connection?) async -> UInt64? {
        var last = place
        do throws(EventStoreFailure) {
            let kept = try await keeping.store?.stream(id, of: keeping.session, after: place)
            for event in kept?.events ?? [] {
                guard await transmit(event.message, event.number, connection) else { return nil }
                last = event.number
            }
        } catch {
            keeping.logger.error("a session's events cannot be read", metadata: ["error": "\(error)"])
        }
        return last
    }
}
