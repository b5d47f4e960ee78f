public import Gatehouse
import HummingbirdCore
public import Logging
import NIOCore
import NIOPosix
public import ServiceLifecycle
import Synchronization

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Serves the MCP endpoint, health checks and public documents over HTTP/1.1, and under TLS over HTTP/2 as well.
///
/// A service of swift-service-lifecycle. On graceful shutdown it goes on answering while it drains: readiness turns
/// to 503 at once, every answer closes its connection, new connections are told to come again, and ``run()`` returns
/// when nothing is in flight any more or ``HTTPTimeouts/drain`` is over. Cancelling the task ends it at once.
///
/// Implements basic/transports/streamable-http (2026-07-28), RFC 9110, RFC 9112 and RFC 9113 as far as a
/// server without upgrades needs them.
public final class HTTPListener: Service {
    private struct State {
        var loops: EventLoops?
        var drainHooks: [@Sendable () -> Void] = []
    }

    private let core: ListenerCore
    private let onListening: @Sendable (_ host: String, _ port: Int) -> Void
    private let state = Mutex(State())

    /// A listener that does not listen before ``run()``.
    ///
    /// - Parameters:
    ///   - configuration: Where it listens and what it bears.
    ///   - responder: Who answers requests to the endpoint.
    ///   - documents: What is served to `GET`, by path.
    ///   - isReady: Whether the server should get requests; asked on an event loop, so it must not wait.
    ///   - logger: Where it logs.
    ///   - onListening: Called with the address and the port once connections are accepted; for a Unix domain socket with
    ///     its path and 0.
    public init(
        configuration: HTTPListenerConfiguration,
        responder: any RequestResponder,
        documents: [String: HTTPDocument] = [:],
        isReady: @escaping @Sendable () -> Bool = { true },
        logger: Logger,
        onListening: @escaping @Sendable (_ host: String, _ port: Int) -> Void = { _, _ in }
    ) {
        let routes = Routes(
            endpointPath: configuration.endpointPath, otherPaths: responder.paths, documents: documents,
            isReady: isReady, answersPreflights: configuration.origins != nil)
        core = ListenerCore(configuration, responder: responder, routes: routes, logger: logger)
        self.onListening = onListening
    }

    /// What the connections are doing now.
    public var statistics: HTTPListenerStatistics {
        state.withLock { $0.loops }?.statistics ?? HTTPListenerStatistics()
    }

    /// Has something done when a shutdown begins, as telling long-lived streams to end.
    ///
    /// - Parameter hook: Called once, before the listener waits for requests in flight. It must not wait itself.
    public func onDrain(_ hook: @escaping @Sendable () -> Void) {
        state.withLock { $0.drainHooks.append(hook) }
    }

    /// Reads the files of certificates and keys now, where there are some: for a reload that somebody asks for.
    ///
    /// What is in them is used whole or not at all; the log says which. Existing connections stay as they are.
    public func reloadCertificates() {
        core.tls?.reload()
    }

    /// Listens, and returns after a graceful shutdown or a cancellation.
    ///
    /// - Throws: ``HTTPTLSError`` where certificates cannot be used, and what binding the address throws.
    public func run() async throws {
        try core.tls?.load()
        let sockets = try boundSockets()
        defer { sockets.file?.remove() }
        let threads = MultiThreadedEventLoopGroup(numberOfThreads: max(1, core.configuration.threads))
        let loops = EventLoops(threads)
        state.withLock { $0.loops = loops }
        let result = await serve(makeServer(loops, on: threads, sockets.descriptors), loops)
        await end(threads, loops)
        try result.get()
    }

    /// The sockets that are bound before anything runs; none where the server binds an address.
    private func boundSockets() throws(HTTPSocketError) -> (file: SocketFile?, descriptors: [CInt]) {
        switch core.configuration.socket.kind {
        case .address: return (nil, [])
        case .file(let path, let mode):
            let file = try SocketFile(path: path, mode: mode, backlog: core.configuration.backlog)
            return (file, [file.descriptor])
        case .inherited:
            let process = ProcessInfo.processInfo
            let descriptors = try InheritedSockets.descriptors(
                environment: process.environment, process: Int(process.processIdentifier))
            return (nil, descriptors)
        }
    }

    private func serve(_ server: any AcceptingServer, _ loops: EventLoops) async -> Result<Void, any Error> {
        // The server must not see the graceful shutdown of this service's group: it would stop accepting at once.
        // A detached task does not inherit it. The task ends with the server, which is shut down below in any case.
        let serving = Task.detached { try await server.run() }
        return await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.stop(server, loops) }
            if let tls = core.tls { group.addTask { await tls.watch() } }
            let result = await serving.result
            group.cancelAll()
            return result
        }
    }

    private func makeServer(
        _ loops: EventLoops, on threads: MultiThreadedEventLoopGroup, _ descriptors: [CInt]
    ) -> any AcceptingServer {
        let configuration = core.configuration
        let setup = ConnectionSetup(core: core, loops: loops)
        guard descriptors.isEmpty else {
            return BoundSockets(descriptors, setup: setup, group: threads) { await self.began($0) }
        }
        var quiet = core.logger
        quiet.logLevel = max(quiet.logLevel, .notice)
        return HummingbirdCore.Server(
            childChannelSetup: setup,
            configuration: ServerConfiguration(
                address: .hostname(configuration.host, port: configuration.port), backlog: configuration.backlog),
            onServerRunning: { await self.began($0) },
            eventLoopGroup: threads,
            logger: quiet)
    }

    private func began(_ channel: any Channel) async {
        do {
            let logger = core.logger
            try await channel.eventLoop.submit {
                let handler = AcceptFailureHandler(logger: logger)
                try channel.pipeline.syncOperations.addHandler(handler, position: .first)
            }.get()
        } catch {
            core.logger.error("The listening socket closed while it was set up", metadata: ["error": "\(error)"])
        }
        let address = channel.localAddress
        let isFile = address?.protocol == .unix
        let host = (isFile ? address?.pathname : address?.ipAddress) ?? core.configuration.host
        let port = isFile ? 0 : address?.port ?? core.configuration.port
        core.logger.info(
            "Listening", metadata: ["host": "\(host)", "port": "\(port)", "path": "\(core.configuration.endpointPath)"])
        onListening(host, port)
    }

    private func stop(_ server: any AcceptingServer, _ loops: EventLoops) async {
        do {
            try await gracefulShutdown()
            try await Drain(core: core, loops: loops).run { self.state.withLock { $0.drainHooks } }
        } catch is CancellationError {
            core.logger.debug("The listener ends without a drain")
        } catch {
            core.logger.error("Draining failed", metadata: ["error": "\(error)"])
        }
        do {
            try await server.shutdownGracefully()
        } catch {
            core.logger.error("The listening socket did not close cleanly", metadata: ["error": "\(error)"])
        }
    }

    /// Ends the threads; but not under tasks that have ignored their cancellation, which still run on them.
    private func end(_ threads: MultiThreadedEventLoopGroup, _ loops: EventLoops) async {
        let requests = loops.statistics.requests
        guard requests == 0 else {
            core.logger.warning("Requests ignored their cancellation", metadata: ["requests": "\(requests)"])
            return
        }
        do {
            try await threads.shutdownGracefully()
        } catch {
            core.logger.error("The event loops did not end cleanly", metadata: ["error": "\(error)"])
        }
    }
}
