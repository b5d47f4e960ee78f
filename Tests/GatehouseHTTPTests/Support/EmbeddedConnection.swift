import Gatehouse
import Logging
import NIOCore
import NIOEmbedded

@testable import GatehouseHTTP

/// A connection without a socket, whose time the test moves.
final class EmbeddedConnection {
    let channel: EmbeddedChannel
    let loop: LoopState
    let handler: ConnectionHandler

    init(
        _ responder: StubResponder = StubResponder(),
        documents: [String: HTTPDocument] = [:],
        isReady: Bool = true,
        _ change: (inout HTTPListenerConfiguration) -> Void = { _ in }
    ) throws {
        var configuration = HTTPListenerConfiguration()
        change(&configuration)
        let routes = Routes(
            endpointPath: configuration.endpointPath, documents: documents, isReady: { isReady },
            answersPreflights: configuration.origins != nil)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let core = ListenerCore(configuration, responder: responder, routes: routes, logger: logger)
        let eventLoop = EmbeddedEventLoop()
        loop = LoopState(eventLoop, counters: LoopCounters())
        handler = ConnectionHandler(core: core, loop: loop, peer: RequestHead(remoteAddress: "192.0.2.1"))
        channel = EmbeddedChannel(handler: handler, loop: eventLoop)
        try channel.connect(to: SocketAddress(ipAddress: "192.0.2.1", port: 1)).wait()
    }

    var isOpen: Bool { channel.isActive }

    /// Feeds bytes as one read.
    func send(_ text: String) throws {
        try send(Array(text.utf8))
    }

    func send(_ bytes: [UInt8]) throws {
        try channel.writeInbound(ByteBuffer(bytes: bytes))
    }

    func advance(by duration: TimeAmount) {
        channel.embeddedEventLoop.advanceTime(by: duration)
    }

    /// What has been written since the last time.
    func received() throws -> String {
        String(decoding: try receivedBytes(), as: UTF8.self)
    }

    func receivedBytes() throws -> [UInt8] {
        var all = ByteBuffer()
        while var part = try channel.readOutbound(as: ByteBuffer.self) { all.writeBuffer(&part) }
        return Array(buffer: all)
    }
}
