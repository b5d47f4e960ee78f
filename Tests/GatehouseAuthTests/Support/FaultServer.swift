import NIOCore
import NIOPosix
import Synchronization

/// An HTTP server on a free port of the loopback interface that answers as badly as a test says, byte by byte.
final class FaultServer: Sendable {
    /// What it does with a request.
    enum Reply: Sendable {
        /// A whole answer.
        case answer(_ body: String, status: Int = 200, type: String? = "application/json", fields: [String] = [])
        /// These bytes, and then the end of the connection.
        case raw(String)
        /// These bytes, one every few milliseconds.
        case drip(String)
        /// Bytes without end, for as long as somebody reads them.
        case endless
        /// Nothing at all.
        case hang
    }

    private struct State {
        var requests: [String] = []
        var connections = 0
        var reply: @Sendable (String) -> Reply
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer
        let server: FaultServer
        var received = ""

        init(_ server: FaultServer) { self.server = server }

        func channelActive(context: ChannelHandlerContext) {
            server.state.withLock { $0.connections += 1 }
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            received += String(buffer: unwrapInboundIn(data))
            guard let end = received.firstRange(of: "\r\n\r\n"), isComplete(after: end.upperBound) else { return }
            let request = received
            received = ""
            perform(server.reply(to: request), context.channel)
        }

        private func isComplete(after index: String.Index) -> Bool {
            let head = received[..<index].lowercased()
            let length = head.split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
                .flatMap { Int($0.dropFirst("content-length:".count).filter(\.isNumber)) }
            return received[index...].utf8.count >= length ?? 0
        }

        private func perform(_ reply: Reply, _ channel: any Channel) {
            switch reply {
            case .answer(let body, let status, let type, let fields):
                let lines =
                    ["HTTP/1.1 \(status) Status", "Content-Length: \(body.utf8.count)"]
                    + (type.map { ["Content-Type: \($0)"] } ?? []) + fields
                write(lines.joined(separator: "\r\n") + "\r\n\r\n" + body, channel)
            case .raw(let text):
                channel.writeAndFlush(ByteBuffer(string: text)).whenComplete { _ in channel.close(promise: nil) }
            case .drip(let text): drip(Array(text.utf8)[...], channel)
            case .endless:
                write(
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n", channel)
                pour(channel)
            case .hang: break
            }
        }

        private func write(_ text: String, _ channel: any Channel) {
            channel.writeAndFlush(ByteBuffer(string: text), promise: nil)
        }

        private func drip(_ bytes: ArraySlice<UInt8>, _ channel: any Channel) {
            guard let byte = bytes.first, channel.isActive else { return }
            channel.writeAndFlush(ByteBuffer(bytes: [byte]), promise: nil)
            channel.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(5)) {
                self.drip(bytes.dropFirst(), channel)
            }
        }

        private func pour(_ channel: any Channel) {
            let chunk = "4000\r\n" + String(repeating: " ", count: 0x4000) + "\r\n"
            channel.writeAndFlush(ByteBuffer(string: chunk)).assumeIsolated().whenSuccess { self.pour(channel) }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }

    private let state: Mutex<State>
    private let listening = Mutex<(any Channel)?>(nil)

    private init(_ reply: @escaping @Sendable (String) -> Reply) {
        state = Mutex(State(reply: reply))
    }

    /// Runs a server for as long as a body takes.
    static func run(
        _ reply: @escaping @Sendable (String) -> Reply,
        _ body: (FaultServer) async throws -> Void
    ) async throws {
        let server = FaultServer(reply)
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.backlog, value: 1_024)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Handler(server))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        server.listening.withLock { $0 = channel }
        do {
            try await body(server)
        } catch {
            try await channel.close()
            throw error
        }
        try await channel.close()
    }

    /// Where the server is.
    var port: Int { listening.withLock { $0 }?.localAddress?.port ?? 0 }

    var origin: String { "http://127.0.0.1:\(port)" }

    /// The requests so far, as they came.
    var requests: [String] { state.withLock { $0.requests } }

    /// How many connections there were.
    var connections: Int { state.withLock { $0.connections } }

    /// Answers in another way from now on.
    func answer(_ reply: @escaping @Sendable (String) -> Reply) {
        state.withLock { $0.reply = reply }
    }

    private func reply(to request: String) -> Reply {
        let reply = state.withLock { state in
            state.requests.append(request)
            return state.reply
        }
        return reply(request)
    }
}
