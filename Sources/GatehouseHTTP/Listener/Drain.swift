import Gatehouse
import Logging

/// Lets a listener's requests in flight finish.
struct Drain {
    /// How often the connections are asked whether they are done.
    private static let interval = Duration.milliseconds(10)
    /// How long cancelled requests have to send what they answer.
    private static let lastWords = Duration.milliseconds(250)

    let core: ListenerCore
    let loops: EventLoops

    /// Returns when nothing is in flight any more, or when the time for it is over and what was left is cancelled.
    func run(hooks: () -> [@Sendable () -> Void]) async throws {
        let timeouts = core.configuration.timeouts
        let start = ContinuousClock.now
        _ = try await loops.onEach { $0.beginDraining() }
        core.logger.info("Draining", metadata: ["requests": "\(loops.statistics.requests)"])
        core.responder.beginDraining()
        for hook in hooks() { hook() }
        try await Task.sleep(for: min(timeouts.drainLinger, timeouts.drain))
        _ = try await loops.onEach { $0.closeIdleConnections() }
        if try await isQuiet(before: start + timeouts.drain) { return }
        let requests = loops.statistics.requests
        core.logger.warning("The drain's time is over; requests are cancelled", metadata: ["requests": "\(requests)"])
        _ = try await loops.onEach { $0.cancelRequests() }
        _ = try await isQuiet(before: .now + Self.lastWords)
    }

    /// Waits until no connection is busy, and returns whether that came in time.
    private func isQuiet(before deadline: ContinuousClock.Instant) async throws -> Bool {
        while true {
            if try await loops.onEach({ $0.busyConnections }).reduce(0, +) == 0 { return true }
            guard ContinuousClock.now < deadline else { return false }
            try await Task.sleep(for: Self.interval)
        }
    }
}
