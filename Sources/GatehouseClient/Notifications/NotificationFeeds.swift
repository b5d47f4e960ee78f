import Synchronization

/// Gives every notification to everybody who wants them.
final class NotificationFeeds: Sendable {
    private struct State {
        var feeds: [Int: AsyncStream<ServerNotification>.Continuation] = [:]
        var lastNumber = 0
        var isFinished = false
    }

    /// The most who are given notifications at once; later ones get an empty stream.
    private static let maximum = 64
    private let maximumBuffered: Int
    private let state = Mutex(State())

    init(maximumBuffered: Int) {
        self.maximumBuffered = maximumBuffered
    }

    /// The notifications from now on. The oldest make room where nobody reads them.
    func feed() -> AsyncStream<ServerNotification> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: ServerNotification.self, bufferingPolicy: .bufferingNewest(maximumBuffered))
        let number: Int? = state.withLock { state in
            guard !state.isFinished, state.feeds.count < Self.maximum else { return nil }
            state.lastNumber += 1
            state.feeds[state.lastNumber] = continuation
            return state.lastNumber
        }
        guard let number else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in self?.state.withLock { $0.feeds[number] = nil } }
        return stream
    }

    func publish(_ notification: ServerNotification) {
        let feeds = state.withLock { Array($0.feeds.values) }
        for feed in feeds { feed.yield(notification) }
    }

    func finish() {
        let feeds = state.withLock { state in
            state.isFinished = true
            defer { state.feeds = [:] }
            return Array(state.feeds.values)
        }
        for feed in feeds { feed.finish() }
    }
}
