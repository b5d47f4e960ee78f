import Gatehouse
import GatehouseHTTP
import Logging
import ServiceLifecycleTestKit
import Synchronization

/// Starts a listener on a free port for as long as a body runs.
func withListener(
    _ responder: StubResponder = StubResponder(),
    _ change: (inout HTTPListenerConfiguration) -> Void = { _ in },
    _ body: @escaping @Sendable (RunningListener) async throws -> Void
) async throws {
    var configuration = HTTPListenerConfiguration()
    configuration.port = 0
    configuration.timeouts.drainLinger = .milliseconds(10)
    change(&configuration)
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let (ports, port) = AsyncStream.makeStream(of: Int.self)
    let listener = HTTPListener(
        configuration: configuration, responder: responder, logger: logger,
        onListening: { _, number in port.yield(number) })
    try await testGracefulShutdown { trigger in
        try await withThrowingTaskGroup(of: Void.self) { group in
            let ended = Ended()
            group.addTask {
                defer { port.finish() }
                try await listener.run()
                ended.mark()
            }
            if let number = await ports.first(where: { _ in true }) {
                try await body(
                    RunningListener(listener: listener, port: number, ended: ended) {
                        trigger.triggerGracefulShutdown()
                    })
                trigger.triggerGracefulShutdown()
            }
            try await group.waitForAll()
        }
    }
}

/// A listener that accepts connections.
struct RunningListener: Sendable {
    let listener: HTTPListener
    let port: Int
    let ended: Ended
    let shutDown: @Sendable () -> Void
}

/// Tells when a listener's `run()` has returned.
final class Ended: Sendable {
    private let instant = Mutex<ContinuousClock.Instant?>(nil)
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream()
    }

    func mark() {
        instant.withLock { $0 = .now }
        continuation.finish()
    }

    /// Waits for the end and returns when it came.
    func wait() async -> ContinuousClock.Instant {
        for await _ in stream {}
        return instant.withLock { $0 } ?? .now
    }
}
