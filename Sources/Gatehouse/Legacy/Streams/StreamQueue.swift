/// What one stream of a session does next: messages are kept, then sent, one after the other, on the one connection that
/// the stream has at the time.
///
/// It decides and does nothing: whoever runs it asks for the next action, performs it, and says how it went. There is
/// one action at a time, so no message is kept or sent out of order, and none is sent on two connections unless the
/// first lost it.
struct StreamQueue {
    /// What waits for its turn.
    enum Entry: Equatable {
        /// A message, with the number of who waits until it is sent.
        case message([UInt8], isLast: Bool, ticket: UInt64)
        /// Nothing follows, and no message says so.
        case finish
        /// The connection is to be closed, though the stream goes on; the client may come again after a time.
        case disconnect(retry: Duration?)
    }

    enum Action: Equatable {
        /// Keep this event.
        case keep(StoredEvent, isLast: Bool)
        /// Send the event on the connection with that number.
        case send(StoredEvent, on: UInt64)
        /// Send an event without a message, so that the client knows from where to resume.
        case prime(at: UInt64, on: UInt64)
        /// Send what is kept behind a place.
        case replay(after: UInt64, on: UInt64)
        /// Tell the client when to come again, and let the connection go.
        case dismiss(at: UInt64, retry: Duration?, on: UInt64)
        /// Nothing, until something comes.
        case wait
    }

    /// Why a connection is let go.
    enum Release: Sendable, Hashable {
        /// The stream is at its end.
        case finished
        /// A later connection has taken its place.
        case replaced
        /// The server closes it; the client may resume on another.
        case dismissed
        /// The peer is gone.
        case lost
        /// The session has ended.
        case ended
    }

    /// What became of waiting parties through a change.
    struct Effects: Equatable {
        /// Messages whose senders need not wait any longer.
        var settled: [UInt64] = []
        /// Connections that the stream no longer uses.
        var released: [UInt64: Release] = [:]
    }

    private struct Connection {
        let number: UInt64
        /// The last event that was sent on it, or that the client had before.
        var sent: UInt64
        var mustPrime: Bool
    }

    /// Whether what was sent can be sent again.
    let isKept: Bool
    private var entries: [Entry] = []
    private var connection: Connection?
    private var lastConnection: UInt64 = 0
    /// The last event that has its place on the stream.
    private var lastEvent: UInt64 = 0
    /// The last event's message, until it is sent.
    private var held: (event: StoredEvent, ticket: UInt64)?
    private var isActing = false
    /// Whether the last message has its place.
    private(set) var isFinished = false
    /// Whether nothing is taken any more.
    private(set) var isClosed = false

    init(isKept: Bool) {
        self.isKept = isKept
    }

    var isConnected: Bool { connection != nil }
    /// How many messages wait.
    var count: Int { entries.count }

    // MARK: What comes

    /// Takes a message, or settles it at once where the stream takes none any more.
    mutating func add(_ message: [UInt8], isLast: Bool, ticket: UInt64) -> Effects {
        guard !isClosed else { return Effects(settled: [ticket]) }
        if isLast { isClosed = true }
        entries.append(.message(message, isLast: isLast, ticket: ticket))
        return Effects()
    }

    /// Ends the stream once everything before is sent.
    mutating func finish() {
        guard !isClosed else { return }
        isClosed = true
        entries.append(.finish)
    }

    /// Lets the connection go once everything before is sent.
    mutating func disconnect(retry: Duration?) {
        if !isClosed, isKept { entries.append(.disconnect(retry: retry)) }
    }

    /// Takes a connection in place of the one before.
    ///
    /// - Parameters:
    ///   - number: The last event that the client has, where it resumes.
    ///   - primes: Whether the client can take an event without a message.
    /// - Returns: The connection's number.
    mutating func connect(after number: UInt64?, primes: Bool) -> (UInt64, Effects) {
        var effects = Effects()
        if let old = connection { effects.released[old.number] = .replaced }
        lastConnection += 1
        let unsent = held.map { $0.event.number - 1 }
        let place = isKept ? number ?? unsent ?? lastEvent : unsent ?? lastEvent
        connection = Connection(
            number: lastConnection, sent: min(place, lastEvent), mustPrime: primes && number == nil && isKept)
        return (lastConnection, effects)
    }

    /// Forgets a connection whose peer is gone.
    mutating func lose(_ number: UInt64) -> Effects {
        guard connection?.number == number else { return Effects() }
        connection = nil
        var effects = Effects(released: [number: .lost])
        if !isActing { settleHeld(&effects) }
        return effects
    }

    /// Ends everything at once.
    mutating func end() -> Effects {
        var effects = Effects()
        for case .message(_, _, let ticket) in entries { effects.settled.append(ticket) }
        if let held { effects.settled.append(held.ticket) }
        if let connection { effects.released[connection.number] = .ended }
        entries = []
        held = nil
        connection = nil
        isClosed = true
        isFinished = true
        return effects
    }

    // MARK: What is to be done

    /// The next action. Every one but waiting is to be answered by the method for it, before there is another.
    mutating func next() -> (Action, Effects) {
        guard !isActing else { return (.wait, Effects()) }
        var effects = Effects()
        if let action = actionOfConnection() {
            isActing = true
            return (action, effects)
        }
        // Without a connection nothing is to be sent now; and a client that resumes behind the event has it already.
        settleHeld(&effects)
        while let entry = entries.first {
            entries.removeFirst()
            switch entry {
            case .message(let message, let isLast, let ticket):
                let event = StoredEvent(number: lastEvent + 1, message: message)
                held = (event, ticket)
                if isLast { isFinished = true }
                isActing = true
                return (.keep(event, isLast: isLast), effects)
            case .finish:
                isFinished = true
            case .disconnect(let retry):
                guard let connection else { continue }
                isActing = true
                return (.dismiss(at: connection.sent, retry: retry, on: connection.number), effects)
            }
        }
        if isFinished, let connection {
            effects.released[connection.number] = .finished
            self.connection = nil
        }
        return (.wait, effects)
    }

    private func actionOfConnection() -> Action? {
        guard let connection else { return nil }
        if connection.mustPrime { return .prime(at: connection.sent, on: connection.number) }
        guard connection.sent < lastEvent else { return nil }
        if let held, held.event.number == connection.sent + 1 { return .send(held.event, on: connection.number) }
        return isKept ? .replay(after: connection.sent, on: connection.number) : nil
    }

    /// The event is kept, or cannot be and goes on without.
    mutating func kept() -> Effects {
        isActing = false
        guard let held else { return Effects() }
        lastEvent = held.event.number
        return Effects()
    }

    /// Everything up to an event was sent on a connection, or the connection is lost.
    mutating func sent(upTo number: UInt64?, on connection: UInt64) -> Effects {
        isActing = false
        guard let number else { return lose(connection) }
        var effects = Effects()
        guard var current = self.connection, current.number == connection else { return effects }
        current.mustPrime = false
        current.sent = max(current.sent, number)
        self.connection = current
        if let held, held.event.number <= number { settleHeld(&effects) }
        return effects
    }

    /// What is kept was sent, and nothing more is there of what came before.
    mutating func replayed(upTo number: UInt64, on connection: UInt64) -> Effects {
        let unsent = held?.event.number ?? UInt64.max
        return sent(upTo: max(number, min(lastEvent, unsent - 1)), on: connection)
    }

    /// The client was told when to come again.
    mutating func dismissed(_ connection: UInt64) -> Effects {
        isActing = false
        guard self.connection?.number == connection else { return Effects() }
        self.connection = nil
        return Effects(released: [connection: .dismissed])
    }

    private mutating func settleHeld(_ effects: inout Effects) {
        guard let held, held.event.number <= lastEvent else { return }
        effects.settled.append(held.ticket)
        self.held = nil
    }
}
