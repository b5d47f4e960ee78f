import NIOCore
import NIOHPACK
import NIOHTTP2
import NIOPosix

/// A connection of HTTP/2 under TLS, whose streams a test opens one by one.
final class HTTP2Client: Sendable {
    let channel: any Channel
    private let multiplexer: NIOHTTP2Handler.StreamMultiplexer
    /// The last stream that each GOAWAY of the server's names.
    let goAways: AsyncStream<HTTP2StreamID>

    private init(
        _ channel: any Channel, _ multiplexer: NIOHTTP2Handler.StreamMultiplexer,
        _ goAways: AsyncStream<HTTP2StreamID>
    ) {
        self.channel = channel
        self.multiplexer = multiplexer
        self.goAways = goAways
    }

    /// Connects to this machine.
    ///
    /// - Parameters:
    ///   - authorities: The file of the authorities that it trusts.
    ///   - window: How many bytes of an answer it takes unread.
    static func connect(_ port: Int, _ authorities: String, window: Int = 65_535) async throws -> HTTP2Client {
        let tls = ClientTLS(authorities: authorities, protocols: ["h2"])
        let (goAways, continuation) = AsyncStream.makeStream(of: HTTP2StreamID.self)
        let made = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(try tls.handler())
                    var connection = NIOHTTP2Handler.ConnectionConfiguration()
                    connection.initialSettings = [
                        HTTP2Setting(parameter: .initialWindowSize, value: window),
                        HTTP2Setting(parameter: .enablePush, value: 0),
                    ]
                    let handler = NIOHTTP2Handler(
                        mode: .client, eventLoop: channel.eventLoop, connectionConfiguration: connection,
                        streamConfiguration: .init()
                    ) { $0.eventLoop.makeSucceededVoidFuture() }
                    try pipeline.addHandler(handler)
                    try pipeline.addHandler(GoAwayCollector(continuation))
                    return (channel, try handler.syncMultiplexer())
                }
            }
        return HTTP2Client(made.0, made.1, goAways)
    }

    /// Opens a stream with a head.
    ///
    /// - Parameter reads: Whether what comes is read, which opens the window for more.
    func open(_ headers: HPACKHeaders, ends: Bool, reads: Bool = true) async throws -> Stream {
        let (frames, continuation) = AsyncStream.makeStream(of: HTTP2Frame.FramePayload.self)
        let promise = channel.eventLoop.makePromise(of: (any Channel).self)
        multiplexer.createStreamChannel(promise: promise) { stream in
            stream.eventLoop.makeCompletedFuture {
                if !reads { try stream.syncOptions?.setOption(.autoRead, value: false) }
                try stream.pipeline.syncOperations.addHandler(FrameCollector(continuation))
            }
        }
        let stream = try await promise.futureResult.get()
        try await stream.writeAndFlush(HTTP2Frame.FramePayload.headers(.init(headers: headers, endStream: ends)))
        return Stream(channel: stream, frames: frames)
    }

    /// Posts a body to the endpoint.
    func post(_ body: String, fields: [(String, String)] = []) async throws -> Stream {
        let stream = try await open(Self.head("POST", fields: fields), ends: false)
        try await stream.send(Array(body.utf8), ends: true)
        return stream
    }

    static func head(
        _ method: String, _ path: String = "/mcp", fields: [(String, String)] = []
    ) -> HPACKHeaders {
        let pseudo = [(":method", method), (":scheme", "https"), (":authority", "localhost"), (":path", path)]
        return HPACKHeaders(pseudo + fields)
    }

    func close() async throws {
        try await channel.close()
    }

    /// Waits until the server has closed the connection.
    func closed() async throws {
        try await channel.closeFuture.get()
    }

    /// A request and what comes for it.
    struct Stream: Sendable {
        let channel: any Channel
        let frames: AsyncStream<HTTP2Frame.FramePayload>

        func send(_ bytes: [UInt8], ends: Bool) async throws {
            let data = HTTP2Frame.FramePayload.Data(data: .byteBuffer(ByteBuffer(bytes: bytes)), endStream: ends)
            try await channel.writeAndFlush(HTTP2Frame.FramePayload.data(data))
        }

        /// Takes the request back.
        func reset() async throws {
            try await channel.writeAndFlush(HTTP2Frame.FramePayload.rstStream(.cancel))
        }

        /// Everything up to the stream's end.
        func response() async -> Response {
            await response { _ in false }
        }

        /// Everything up to a text in the body.
        func response(until mark: String) async -> Response {
            await response { $0.body.contains(mark) }
        }

        private func response(_ isEnough: (Response) -> Bool) async -> Response {
            var response = Response()
            for await frame in frames {
                switch frame {
                case .headers(let headers): response.heads.append(headers.headers)
                case .data(let data):
                    if case .byteBuffer(let bytes) = data.data { response.body += String(buffer: bytes) }
                default: break
                }
                if isEnough(response) { break }
            }
            return response
        }
    }

    struct Response: Sendable {
        var heads: [HPACKHeaders] = []
        var body = ""

        /// The last status, as `200`; empty where none came.
        var status: String { heads.last?.first(name: ":status") ?? "" }

        func field(_ name: String) -> String? { heads.last?.first(name: name) }
    }
}

private final class FrameCollector: ChannelInboundHandler {
    typealias InboundIn = HTTP2Frame.FramePayload

    private let continuation: AsyncStream<HTTP2Frame.FramePayload>.Continuation

    init(_ continuation: AsyncStream<HTTP2Frame.FramePayload>.Continuation) {
        self.continuation = continuation
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        continuation.yield(unwrapInboundIn(data))
    }

    func channelInactive(context: ChannelHandlerContext) {
        continuation.finish()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        continuation.finish()
    }
}

private final class GoAwayCollector: ChannelInboundHandler {
    typealias InboundIn = HTTP2Frame

    private let continuation: AsyncStream<HTTP2StreamID>.Continuation

    init(_ continuation: AsyncStream<HTTP2StreamID>.Continuation) {
        self.continuation = continuation
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .goAway(let last, _, _) = unwrapInboundIn(data).payload { continuation.yield(last) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        continuation.finish()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
