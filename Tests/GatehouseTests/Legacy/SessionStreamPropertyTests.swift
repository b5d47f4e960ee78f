import Logging
import Synchronization
import Testing

@testable import Gatehouse

/// A stream of a session from outside: whatever happens to its connections, a client that resumes has every message
/// once and in order, nobody waits for ever, and every connection is let go once.
@Suite("Streams of sessions under connections that come and go", .timeLimit(.minutes(2)))
struct SessionStreamPropertyTests {
    /// A connection that breaks after some events, and now and then takes its time.
    private final class Wire: ReplyStream {
        struct State {
            var events: [StreamMessage] = []
            var releases: [StreamQueue.Release] = []
        }

        let state = Mutex(State())
        /// How many events it takes before it breaks.
        let capacity: Int
        private let released: AsyncStream<Void>
        private let release: AsyncStream<Void>.Continuation

        init(capacity: Int) {
            self.capacity = capacity
            (released, release) = AsyncStream.makeStream(of: Void.self)
        }

        func open(fields: [Reply.Field]) async throws(StreamClosed) {}

        func send(_ message: StreamMessage, fields: [Reply.Field]) async throws(StreamClosed) {
            for _ in 0..<Int.random(in: 0...3) { await Task.yield() }
            let isTaken = state.withLock { state in
                guard state.events.count < capacity else { return false }
                state.events.append(message)
                return true
            }
            guard isTaken else { throw StreamClosed() }
        }

        func note(_ release: StreamQueue.Release) {
            state.withLock { $0.releases.append(release) }
            self.release.finish()
        }

        func wait() async {
            for await _ in released {}
        }
    }

    /// A client that comes again with the last event it has, until the stream is at its end.
    private struct Client {
        var bodies: [[UInt8]] = []
        /// How many messages had been sent when the client came in.
        var place: Int?
        var last: UInt64?
        var wires: [Wire] = []

        mutating func take(_ wire: Wire) {
            wires.append(wire)
            for event in wire.state.withLock({ $0.events }) {
                if let id = event.eventID.flatMap(EventID.init) {
                    place = place ?? Int(id.number) - (event.body.isEmpty ? 0 : 1)
                    last = id.number
                }
                if !event.body.isEmpty { bodies.append(event.body) }
            }
        }
    }

    private func messages(_ count: Int) -> [[UInt8]] {
        (0..<count).map { Array("{\"message\":\($0)}".utf8) }
    }

    private func stream(kept: Bool) async throws -> SessionStream {
        let store = kept ? MemoryEventStore() : nil
        store?.keep(
            SessionRecord(
                id: "session", identity: "alice", revision: "2025-11-25", capabilities: Array("{}".utf8)))
        return SessionStream(
            keeping: SessionStream.Keeping(store: store, session: "session", logger: Logger(label: "test")))
    }

    @Test("A client that resumes has every message once and in order", arguments: 0..<60)
    func resumed(seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        let sent = messages(Int.random(in: 1...40, using: &random))
        let stream = try await stream(kept: true)
        let endsWithMessage = Bool.random(using: &random)
        let pauses = sent.map { _ in Int.random(in: 0...6, using: &random) }
        let sender = Task {
            for (number, message) in sent.enumerated() {
                for _ in 0..<pauses[number] { await Task.yield() }
                let isLast = endsWithMessage && number == sent.count - 1
                #expect(await stream.send(message, isLast: isLast))
            }
            if !endsWithMessage { stream.finish() }
        }
        var client = Client()
        var isFinished = false
        while !isFinished {
            let wire = Wire(capacity: Int.random(in: 0...12, using: &random))
            let number = stream.connect(
                SessionStream.Connection(
                    stream: wire, after: client.last, primes: Bool.random(using: &random), onRelease: { wire.note($0) })
            )
            switch Int.random(in: 0..<4, using: &random) {
            case 0:
                for _ in 0..<Int.random(in: 0...20, using: &random) { await Task.yield() }
                stream.lose(number)
            case 1: stream.disconnect(retry: .milliseconds(1))
            default: break
            }
            // Whatever else happens, the stream lets the connection go when everything is there.
            await wire.wait()
            client.take(wire)
            isFinished = wire.state.withLock { $0.releases } == [.finished]
        }
        await sender.value
        // The first event says where the client came in; behind it nothing is missing, and nothing comes twice.
        #expect(client.bodies == Array(sent.dropFirst(client.place ?? sent.count)))
        for wire in client.wires { #expect(wire.state.withLock { $0.releases.count } == 1) }
        #expect(!stream.isConnected)
    }

    @Test(
        "Without a store messages come in order, one that its connection was lost with may come again, nobody waits",
        arguments: 0..<30)
    func unkept(seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        let sent = messages(30)
        let stream = try await stream(kept: false)
        let sender = Task {
            for message in sent { _ = await stream.send(message) }
        }
        var client = Client()
        for _ in 0..<5 {
            let wire = Wire(capacity: Int.random(in: 0...10, using: &random))
            let number = stream.connect(
                SessionStream.Connection(stream: wire, primes: true, onRelease: { wire.note($0) }))
            for _ in 0..<Int.random(in: 0...40, using: &random) { await Task.yield() }
            stream.lose(number)
            await wire.wait()
            client.take(wire)
        }
        await sender.value
        stream.end()
        // Whether the message that was under way has arrived, nobody knows when a connection is lost.
        var last = -1
        for wire in client.wires {
            let places = wire.state.withLock { $0.events }.compactMap { sent.firstIndex(of: $0.body) }
            #expect(places == places.sorted() && Set(places).count == places.count)
            if let first = places.first { #expect(first >= last) }
            last = max(last, places.last ?? -1)
        }
        #expect(await !stream.send(Array("{}".utf8)))
    }

    @Test("The end of a session lets everybody go, whatever is under way", arguments: 0..<30)
    func ended(seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        let stream = try await stream(kept: Bool.random(using: &random))
        let wire = Wire(capacity: Int.random(in: 0...20, using: &random))
        let senders = (0..<8).map { number in Task { await stream.send(Array("{\"message\":\(number)}".utf8)) } }
        if Bool.random(using: &random) {
            _ = stream.connect(SessionStream.Connection(stream: wire, primes: true, onRelease: { wire.note($0) }))
        } else {
            wire.note(.lost)
        }
        for _ in 0..<Int.random(in: 0...30, using: &random) { await Task.yield() }
        stream.end()
        for sender in senders { _ = await sender.value }
        await wire.wait()
        #expect(wire.state.withLock { $0.releases.count } == 1)
        #expect(!stream.isConnected)
    }
}
