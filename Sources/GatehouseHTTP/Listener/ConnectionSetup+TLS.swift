import Gatehouse
import NIOCore
import NIOHTTP2
import NIOSSL
import NIOTLS

/// Connections under TLS: which protocol they speak is agreed in the handshake (ALPN, RFC 7301).
extension ConnectionSetup {
    func secure(_ channel: any Channel, _ tls: TLSContexts, _ peer: RequestHead) throws {
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(NIOSSLServerHandler(context: try tls.current()))
        try pipeline.addHandler(TLSHandshakeHandler(timeout: core.times.header, logger: core.logger))
        try pipeline.addHandler(
            ApplicationProtocolNegotiationHandler { agreed, channel in
                channel.eventLoop.makeCompletedFuture { try self.open(channel, agreed, peer) }
            })
    }

    private func open(_ channel: any Channel, _ agreed: ALPNResult, _ peer: RequestHead) throws {
        guard let loop = loops.state(of: channel.eventLoop) else { throw ChannelError.inappropriateOperationForState }
        var peer = peer
        peer.scheme = "https"
        peer.clientCertificate = try channel.pipeline.syncOperations.nioSSL_peerCertificate().map(
            ClientCertificate.init)
        if agreed == .negotiated("h2") {
            try multiplex(channel, loop, peer)
        } else {
            try channel.pipeline.syncOperations.addHandler(ConnectionHandler(core: core, loop: loop, peer: peer))
        }
    }

    private func multiplex(_ channel: any Channel, _ loop: LoopState, _ peer: RequestHead) throws {
        let pipeline = channel.pipeline.syncOperations
        let connection = HTTP2Connection(core: core, loop: loop)
        let core = core
        let loops = loops
        let beganWhileDraining = loop.isDraining
        let bodies = NIOLoopBound(BodyBudget(core.limits), eventLoop: channel.eventLoop)
        let frames = NIOHTTP2Handler(
            mode: .server, eventLoop: channel.eventLoop,
            connectionConfiguration: HTTP2Bounds.connection(core.limits),
            streamConfiguration: HTTP2Bounds.stream(core.limits), streamDelegate: connection.delegate
        ) { stream in
            stream.eventLoop.makeCompletedFuture {
                guard let loop = loops.state(of: stream.eventLoop) else {
                    throw ChannelError.inappropriateOperationForState
                }
                let frames = HTTP2StreamFrames(beganWhileDraining: beganWhileDraining, bodies: bodies.value)
                let handler = ConnectionHandler(core: core, loop: loop, peer: peer, frames: frames)
                frames.lead(to: handler)
                try stream.pipeline.syncOperations.addHandlers(frames, handler)
            }
        }
        try pipeline.addHandler(connection.meter, position: .first)
        try pipeline.addHandlers(frames, connection)
    }
}
