import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// The measure of all things here: a bare channel handler that answers every request with the body it came with.
///
/// It parses HTTP/1.1 with SwiftNIO and does nothing else: no limits, no timeouts, no identity, no JSON. It prints its
/// URL and runs until it is killed.
@main
enum RawEcho {
    static func main() async throws {
        let port = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 0
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let channel = try await ServerBootstrap(group: group)
            .serverChannelOption(ChannelOptions.backlog, value: 1_024)
            .serverChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(EchoHandler())
                }
            }
            .bind(host: "127.0.0.1", port: port).get()
        let line = "http://127.0.0.1:\(channel.localAddress?.port ?? port)/\n"
        try FileHandle.standardOutput.write(contentsOf: Data(line.utf8))
        try await channel.closeFuture.get()
    }
}
