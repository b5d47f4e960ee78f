import Gatehouse
import HummingbirdCore
import Logging
import NIOCore

/// Makes accepted sockets into connections, under Hummingbird's server.
struct ConnectionSetup: ServerChildChannel {
    struct Value: ServerChildChannelValue {
        let channel: any Channel
    }

    // `TCP_NOTSENT_LOWAT`: the bytes that the system takes before the peer has room for them. Without a bound it takes
    // megabytes, and a peer that reads nothing would look like one that has read everything.
    #if os(Linux)
        private static let unsentLowWater = NIOBSDSocket.Option(rawValue: 25)
    #else
        private static let unsentLowWater = NIOBSDSocket.Option(rawValue: 0x201)
    #endif

    let core: ListenerCore
    let loops: EventLoops

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let source = ConnectionAdmission.Source(channel.remoteAddress)
            switch core.admission.admit(source) {
            case .admitted: try admit(channel, source)
            case .tooMany:
                let text = "The server has \(core.limits.connections) connections open (http.max_connections)."
                try refuse(channel, "too_many_connections", text)
            case .tooManyFromSource:
                let text = "This address has \(core.limits.connectionsPerAddress) connections open"
                try refuse(channel, "too_many_connections", text + " (http.max_connections_per_address).")
            }
            return Value(channel: channel)
        }
    }

    /// Nothing is left to do: the channel's handler does it all, and a task that waits for the channel's end would
    /// cost every connection a kilobyte.
    func handle(value: Value, logger: Logger) async {}

    private func admit(_ channel: any Channel, _ source: ConnectionAdmission.Source?) throws {
        let admission = core.admission
        channel.closeFuture.assumeIsolated().whenComplete { _ in admission.release(source) }
        guard let loop = loops.state(of: channel.eventLoop) else { throw ChannelError.inappropriateOperationForState }
        if let options = channel.syncOptions {
            let bound = max(2, core.limits.streamBufferBytes)
            try options.setOption(.writeBufferWaterMark, value: .init(low: bound / 4, high: bound / 2))
            try options.setOption(.maxMessagesPerRead, value: 1)
            if (channel.localAddress ?? channel.remoteAddress)?.protocol != .unix {
                try options.setOption(.tcpOption(.tcp_nodelay), value: 1)
                try options.setOption(.tcpOption(Self.unsentLowWater), value: bound)
            }
        }
        let peer = RequestHead(remoteAddress: channel.remoteAddress?.ipAddress)
        if let tls = core.tls {
            try secure(channel, tls, peer)
        } else {
            try channel.pipeline.syncOperations.addHandler(ConnectionHandler(core: core, loop: loop, peer: peer))
        }
    }

    /// Who is refused under TLS is hung up on, as a sentence would cost a handshake.
    private func refuse(_ channel: any Channel, _ code: String, _ message: String) throws {
        let answer = Answer(
            refusing: 503, code: code, message: message, fields: [Reply.Field("Retry-After", "1")])
        try channel.pipeline.syncOperations.addHandler(RefusedConnectionHandler(core.tls == nil ? answer : nil))
    }
}
