import Logging
import NIOCore
import NIOPosix
import Synchronization

/// Sockets that are bound already, and the connections that they accept.
final class BoundSockets: AcceptingServer {
    /// How long closed connections have to go.
    private static let patience = Duration.seconds(2)

    private let descriptors: [CInt]
    private let setup: ConnectionSetup
    private let group: any EventLoopGroup
    private let onRunning: @Sendable (any Channel) async -> Void
    private let channels = Mutex<[any Channel]>([])

    init(
        _ descriptors: [CInt], setup: ConnectionSetup, group: any EventLoopGroup,
        onRunning: @escaping @Sendable (any Channel) async -> Void
    ) {
        self.descriptors = descriptors
        self.setup = setup
        self.group = group
        self.onRunning = onRunning
    }

    func run() async throws {
        for descriptor in descriptors {
            let channel = try await accept(descriptor)
            channels.withLock { $0.append(channel) }
            await onRunning(channel)
        }
        for channel in channels.withLock({ $0 }) { try await channel.closeFuture.get() }
    }

    func shutdownGracefully() async throws {
        for channel in channels.withLock({ $0 }) where channel.isActive { try await channel.close() }
        let deadline = ContinuousClock.now + Self.patience
        while ContinuousClock.now < deadline {
            _ = try await setup.loops.onEach { $0.closeConnections() }
            if setup.loops.statistics.connections == 0 { return }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    private func accept(_ descriptor: CInt) async throws -> any Channel {
        let setup = setup
        return try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: CInt(clamping: setup.core.configuration.backlog))
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { setup.setup(channel: $0, logger: setup.core.logger).map { _ in } }
            .withBoundSocket(descriptor).get()
    }
}
