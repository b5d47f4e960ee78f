import Testing

@testable import Gatehouse

@Suite("What a stream of a session does next")
struct StreamQueueTests {
    private func message(_ number: Int) -> [UInt8] { Array("\(number)".utf8) }

    /// Performs everything that there is to do, every action successfully.
    @discardableResult
    private func run(_ queue: inout StreamQueue) -> [StreamQueue.Action] {
        var actions: [StreamQueue.Action] = []
        while true {
            let (action, _) = queue.next()
            switch action {
            case .wait: return actions
            case .keep: _ = queue.kept()
            case .send(let event, let connection): _ = queue.sent(upTo: event.number, on: connection)
            case .prime(let place, let connection): _ = queue.sent(upTo: place, on: connection)
            case .replay(let place, let connection): _ = queue.replayed(upTo: place, on: connection)
            case .dismiss(_, _, let connection): _ = queue.dismissed(connection)
            }
            actions.append(action)
        }
    }

    @Test("Nothing is taken after the last message")
    func afterLast() {
        var queue = StreamQueue(isKept: true)
        _ = queue.add(message(1), isLast: true, ticket: 1)
        #expect(queue.add(message(2), isLast: false, ticket: 2).settled == [2])
        run(&queue)
        #expect(queue.isFinished)
    }

    @Test("A message is kept before it is sent")
    func keepFirst() {
        var queue = StreamQueue(isKept: true)
        let (connection, _) = queue.connect(after: nil, primes: false)
        _ = queue.add(message(1), isLast: false, ticket: 1)
        let event = StoredEvent(number: 1, message: message(1))
        #expect(run(&queue) == [.keep(event, isLast: false), .send(event, on: connection)])
    }

    @Test("A sender waits for its message to be sent, and only to be kept where there is no connection")
    func tickets() {
        var queue = StreamQueue(isKept: true)
        _ = queue.add(message(1), isLast: false, ticket: 7)
        _ = queue.next()
        _ = queue.kept()
        #expect(queue.next().1.settled == [7])
        let (connection, _) = queue.connect(after: 1, primes: false)
        _ = queue.add(message(2), isLast: false, ticket: 8)
        _ = queue.next()
        _ = queue.kept()
        let (action, effects) = queue.next()
        #expect(action == .send(StoredEvent(number: 2, message: message(2)), on: connection))
        #expect(effects.settled.isEmpty)
        #expect(queue.sent(upTo: 2, on: connection).settled == [8])
    }

    @Test("A client that can take it is told where it is before the first message")
    func priming() {
        var queue = StreamQueue(isKept: true)
        let (connection, _) = queue.connect(after: nil, primes: true)
        #expect(run(&queue) == [.prime(at: 0, on: connection)])
        let (resumed, _) = queue.connect(after: 0, primes: true)
        #expect(run(&queue).isEmpty)
        #expect(resumed == 2)
        var unkept = StreamQueue(isKept: false)
        _ = unkept.connect(after: nil, primes: true)
        #expect(run(&unkept).isEmpty)
    }

    @Test("A later connection takes the place of the one before")
    func replaced() {
        var queue = StreamQueue(isKept: true)
        let (first, _) = queue.connect(after: nil, primes: false)
        let (_, effects) = queue.connect(after: nil, primes: false)
        #expect(effects.released == [first: .replaced])
    }

    @Test("A connection that is dismissed is told how to come again, after everything before")
    func dismissed() {
        var queue = StreamQueue(isKept: true)
        let (connection, _) = queue.connect(after: nil, primes: false)
        _ = queue.add(message(1), isLast: false, ticket: 1)
        queue.disconnect(retry: .seconds(2))
        let event = StoredEvent(number: 1, message: message(1))
        #expect(
            run(&queue) == [
                .keep(event, isLast: false), .send(event, on: connection),
                .dismiss(at: 1, retry: .seconds(2), on: connection),
            ])
        #expect(!queue.isConnected)
        _ = queue.add(message(2), isLast: true, ticket: 2)
        run(&queue)
        let (again, _) = queue.connect(after: 1, primes: true)
        #expect(run(&queue) == [.replay(after: 1, on: again)])
        #expect(!queue.isConnected)
    }

    @Test("A stream that keeps nothing does not dismiss its connection, whose client could not come back")
    func undismissed() {
        var queue = StreamQueue(isKept: false)
        _ = queue.connect(after: nil, primes: false)
        queue.disconnect(retry: nil)
        run(&queue)
        #expect(queue.isConnected)
    }

    @Test("The end of the session lets everybody go")
    func end() {
        var queue = StreamQueue(isKept: true)
        let (connection, _) = queue.connect(after: nil, primes: false)
        _ = queue.add(message(1), isLast: false, ticket: 1)
        _ = queue.next()
        _ = queue.add(message(2), isLast: false, ticket: 2)
        let effects = queue.end()
        #expect(Set(effects.settled) == [1, 2])
        #expect(effects.released == [connection: .ended])
        _ = queue.kept()
        #expect(queue.next().0 == .wait)
    }

    /// A client that loses its connections, and comes back with the last event that it has.
    private struct Model {
        var queue = StreamQueue(isKept: true)
        var random: SplitMix64
        var store: [StoredEvent] = []
        var pending: StreamQueue.Action?
        var received: [UInt64] = []
        var connection: UInt64?
        /// The connections that still work.
        var working: Set<UInt64> = []
        var added = 0
        var settled: [UInt64] = []
        var highest: [UInt64: UInt64] = [:]

        mutating func note(_ effects: StreamQueue.Effects) {
            settled += effects.settled
            for connection in effects.released.keys where connection == self.connection { self.connection = nil }
        }

        mutating func connect() {
            let (number, effects) = queue.connect(after: received.last ?? 0, primes: true)
            note(effects)
            if let connection { working.remove(connection) }
            connection = number
            working.insert(number)
        }

        /// An event arrives, unless its connection broke on the way.
        mutating func deliver(_ event: StoredEvent, on number: UInt64) -> Bool {
            #expect(event.number > highest[number, default: 0], "an event is sent twice on a connection")
            highest[number] = event.number
            guard working.contains(number) else { return Bool.random(using: &random) }
            received.append(event.number)
            return true
        }

        mutating func begin() {
            guard pending == nil else { return }
            let (action, effects) = queue.next()
            note(effects)
            if action != .wait { pending = action }
        }

        mutating func complete() {
            guard let action = pending.take() else { return }
            switch action {
            case .wait: break
            case .keep(let event, _):
                store.append(event)
                note(queue.kept())
            case .send(let event, let number):
                let isSent = deliver(event, on: number)
                note(queue.sent(upTo: isSent ? event.number : nil, on: number))
            case .prime(let place, let number): note(queue.sent(upTo: place, on: number))
            case .replay(let place, let number):
                var last: UInt64? = place
                for event in store where event.number > place {
                    guard deliver(event, on: number) else {
                        last = nil
                        break
                    }
                    last = event.number
                }
                note(last.map { queue.replayed(upTo: $0, on: number) } ?? queue.sent(upTo: nil, on: number))
            case .dismiss(_, _, let number):
                working.remove(number)
                note(queue.dismissed(number))
            }
        }

        mutating func step() {
            switch Int.random(in: 0..<12, using: &random) {
            case 0, 1, 2:
                added += 1
                note(queue.add([UInt8(truncatingIfNeeded: added)], isLast: false, ticket: UInt64(added)))
            case 3: connect()
            case 4:
                // The connection breaks, and the server does not know it yet.
                if let connection { working.remove(connection) }
            case 5:
                guard let connection else { return }
                working.remove(connection)
                note(queue.lose(connection))
            case 6: queue.disconnect(retry: nil)
            case 7, 8: begin()
            default: complete()
            }
        }

        mutating func finish() {
            connect()
            while true {
                begin()
                guard pending != nil else { return }
                complete()
            }
        }
    }

    @Test("However connections come and go, the client gets every message once and in order", arguments: 0..<200)
    func anyOrder(seed: Int) {
        var model = Model(random: SplitMix64(seed: UInt64(seed)))
        for _ in 0..<300 { model.step() }
        model.complete()
        model.finish()
        model.finish()
        #expect(model.received == Array(1..<UInt64(model.added + 1)))
        #expect(model.store.map(\.number) == model.received)
        #expect(model.settled.sorted() == model.received, "every sender is woken once")
    }
}
