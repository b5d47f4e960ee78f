import NIOCore
import NIOPosix

/// A client under TLS that reads no more once it has shaken hands and sent something.
enum StalledClient {
    static func connect(_ port: Int, _ tls: ClientTLS) async throws -> RawConnection {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.socketOption(.so_rcvbuf), value: 2048)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(try tls.handler())
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        return RawConnection(channel: channel)
    }

    struct RawConnection: Sendable {
        let channel: any Channel

        func send(_ text: String) async throws {
            try await channel.writeAndFlush(ByteBuffer(string: text))
            try await channel.setOption(.autoRead, value: false).get()
        }

        func close() async throws {
            try? await channel.close()
        }
    }
}
