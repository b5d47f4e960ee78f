public import Gatehouse
import GatehouseJSON
import GatehouseProtocol
public import Logging
public import ServiceLifecycle
import Synchronization

/// Serves one client over the process's standard streams: a message a line, several requests under way at once.
///
/// Nothing but messages is ever written to the output. A `notifications/cancelled` stops the request that it names, and
/// nothing more is sent for it. When the input ends, the requests under way are finished, and ``run()`` returns
/// (basic/transports/stdio, 2026-07-28).
public final class StdioTransport: Service {
    /// How much a client may ask for at once.
    public struct Limits: Sendable {
        /// The most bytes of a message.
        public var maximumMessageBytes: Int
        /// How many messages may be under way at once; more wait in the input.
        public var maximumPending: Int
        /// How long requests may take once the input has ended.
        public var drainTimeout: Duration

        public init(
            maximumMessageBytes: Int = 4 * 1024 * 1024,
            maximumPending: Int = 256,
            drainTimeout: Duration = .seconds(30)
        ) {
            self.maximumMessageBytes = maximumMessageBytes
            self.maximumPending = max(1, maximumPending)
            self.drainTimeout = drainTimeout
        }
    }

    struct State {
        /// The session of a client that began with `initialize`.
        var sessionID: String?
        /// What is under way, by the number of its line.
        var tasks: [UInt64: Task<Void, Never>] = [:]
        /// The numbers of the requests under way. A client that uses an id twice cancels the later request by it.
        var requests: [RequestID: UInt64] = [:]
        var lastNumber: UInt64 = 0
        /// Who waits until nothing is under way.
        var waiting: CheckedContinuation<Bool, Never>?
    }

    let responder: any RequestResponder
    let limits: Limits
    private let input: Int32
    private let writer: LineWriter
    let logger: Logger
    let state = Mutex(State())

    /// Makes a transport.
    ///
    /// - Parameters:
    ///   - responder: Answers the requests.
    ///   - input: The file descriptor to read from; by default standard input.
    ///   - output: The file descriptor to write to; by default standard output.
    ///   - limits: How much the client may ask for at once.
    public init(
        responder: any RequestResponder,
        input: Int32 = 0,
        output: Int32 = 1,
        limits: Limits = Limits(),
        logger: Logger
    ) {
        self.responder = responder
        self.input = input
        self.writer = LineWriter(descriptor: output)
        self.limits = limits
        self.logger = logger
    }

    /// Serves until the input ends or the service group shuts down.
    public func run() async throws {
        let reader = LineReader(
            descriptor: input, maximumBytes: limits.maximumMessageBytes, maximumPending: limits.maximumPending)
        for await element in reader.lines.cancelOnGracefulShutdown() {
            switch element {
            case .line(let line):
                await receive(line) { reader.done() }
            case .tooLong:
                await write(Self.tooLong(limits.maximumMessageBytes))
                reader.done()
            }
        }
        await drain()
    }

    private static func tooLong(_ maximum: Int) -> [UInt8] {
        let error = JSONRPCError(
            .invalidRequest, "a message has more than the \(maximum) bytes that are allowed; see http.max_body_bytes")
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("jsonrpc", "2.0")
        writer.member("error", error)
        writer.endObject()
        return writer.bytes
    }

    private func receive(_ line: [UInt8], done: @escaping @Sendable () -> Void) async {
        let room = LineRoom(free: done)
        // The server reads the line again, and says what is wrong with it; here only its id and method matter.
        let message = try? JSONValue(parsing: line)
        let method = message?["method"]?.stringValue
        if method == Method.cancelled { cancel(message?["params"]?["requestId"]) }
        let id = method == nil ? nil : message?["id"].flatMap { try? RequestID(json: $0) }
        let task = start(line, id, room)
        // What follows a handshake belongs to the session that it opens; what follows its end may ask the client.
        if method == Method.initialize || method == Method.initialized { await task.value }
    }

    /// Answers a line in a task of its own. The task is made under the lock, so that it cannot end before it is known.
    private func start(_ line: [UInt8], _ id: RequestID?, _ room: LineRoom) -> Task<Void, Never> {
        state.withLock { state in
            state.lastNumber &+= 1
            let number = state.lastNumber
            let task = Task {
                await answer(line, room)
                end(number, id)
                room.leave()
            }
            state.tasks[number] = task
            if let id { state.requests[id] = number }
            return task
        }
    }

    private func end(_ number: UInt64, _ id: RequestID?) {
        let waiting = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            state.tasks[number] = nil
            if let id, state.requests[id] == number { state.requests[id] = nil }
            return state.tasks.isEmpty ? state.waiting.take() : nil
        }
        waiting?.resume(returning: true)
    }

    private func cancel(_ id: JSONValue?) {
        guard let id, let id = try? RequestID(json: id) else { return }
        state.withLock { state in state.requests[id].flatMap { state.tasks[$0] } }?.cancel()
    }

    private func answer(_ line: [UInt8], _ room: LineRoom) async {
        var head = RequestHead(transport: .stdio)
        if let id = state.withLock({ $0.sessionID }) { head.sessionID = [id] }
        let reply = await responder.reply(to: head, body: line, stream: LineStream(writer: writer, room: room))
        if let session = reply.fields.first(where: { $0.name == "Mcp-Session-Id" }) {
            state.withLock { $0.sessionID = session.value }
        }
        guard let body = reply.body, !Task.isCancelled else { return }
        await write(body)
    }

    private func write(_ line: [UInt8]) async {
        do {
            try await writer.write(line)
        } catch {
            logger.error("the client no longer reads what is written to it")
        }
    }
}
