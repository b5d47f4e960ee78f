import GatehouseClient
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// An HTTP server on a free port that answers as a test says, and remembers what it was sent.
final class ScriptedHTTPServer: Sendable {
    struct Request: Sendable {
        let head: HTTPRequestHead
        let body: String

        var method: String { head.method.rawValue }
        var message: JSONObject { (try? JSONValue(parsing: body))?.objectValue ?? [:] }
        func field(_ name: String) -> String? { head.headers.first(name: name) }
    }

    /// Writes one response.
    struct Response: Sendable {
        let channel: any Channel

        func head(_ status: Int, _ fields: [(String, String)] = []) {
            let head = HTTPResponseHead(
                version: .http1_1, status: HTTPResponseStatus(statusCode: status), headers: HTTPHeaders(fields))
            channel.writeAndFlush(HTTPServerResponsePart.head(head), promise: nil)
        }

        func write(_ text: String) {
            channel.writeAndFlush(
                HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(string: text))), promise: nil)
        }

        func end() {
            channel.writeAndFlush(HTTPServerResponsePart.end(nil), promise: nil)
        }

        func send(_ status: Int, _ body: String, _ fields: [(String, String)] = []) {
            head(status, [("Content-Type", "application/json"), ("Content-Length", "\(body.utf8.count)")] + fields)
            write(body)
            end()
        }

        func result(_ result: JSONObject, to request: Request, _ fields: [(String, String)] = []) {
            let id = request.message["id"] ?? .null
            send(200, JSONValue.object(["jsonrpc": "2.0", "id": id, "result": .object(result)]).description, fields)
        }

        func error(_ status: Int, _ code: Int, _ message: String, to request: Request) {
            let error: JSONValue = ["code": .integer(Int64(code)), "message": .string(message)]
            send(
                status,
                JSONValue.object(["jsonrpc": "2.0", "id": request.message["id"] ?? .null, "error": error]).description)
        }

        func beginEvents() { head(200, [("Content-Type", "text/event-stream")]) }

        func event(_ message: JSONObject, id: String? = nil) {
            write((id.map { "id: \($0)\n" } ?? "") + "data: \(JSONValue.object(message))\n\n")
        }

        /// Ends the connection in the middle of whatever it was in.
        func abort() { channel.close(promise: nil) }

        /// Waits until the peer has closed the connection.
        func closed() async { try? await channel.closeFuture.get() }
    }

    typealias Script = @Sendable (Request, Response) async -> Void

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        let server: ScriptedHTTPServer
        var head: HTTPRequestHead?
        var body = ""

        init(_ server: ScriptedHTTPServer) { self.server = server }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head(let head): (self.head, body) = (head, "")
            case .body(let bytes): body += String(buffer: bytes)
            case .end:
                guard let head else { return }
                let (request, response) = (Request(head: head, body: body), Response(channel: context.channel))
                let server = server
                server.received.withLock { $0.append(request) }
                Task { await server.script(request, response) }
            }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }

    private let script: Script
    private let received = Mutex<[Request]>([])
    private let listening = Mutex<(any Channel)?>(nil)

    private init(_ script: @escaping Script) { self.script = script }

    /// Runs a server for as long as a body takes.
    static func run(
        _ script: @escaping Script,
        _ body: (ScriptedHTTPServer) async throws -> Void
    ) async throws {
        let server = ScriptedHTTPServer(script)
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelOption(.allowRemoteHalfClosure, value: false)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline(withPipeliningAssistance: false)
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

    var origin: String { "http://127.0.0.1:\(listening.withLock { $0 }?.localAddress?.port ?? 0)" }
    var url: String { origin + "/mcp" }

    /// What was sent, in order.
    var requests: [Request] { received.withLock { $0 } }

    /// What was sent of a method of MCP.
    func requests(of method: String) -> [Request] {
        requests.filter { $0.message["method"]?.stringValue == method }
    }

    /// A client of the server.
    func client(
        era: Era = .modern,
        token: String? = nil,
        _ change: (inout ClientOptions) -> Void = { _ in }
    ) async throws -> Client {
        var options = Samples.options
        options.era = era
        change(&options)
        return try await Client.connect(to: .http(url, token: token), options: options)
    }
}
