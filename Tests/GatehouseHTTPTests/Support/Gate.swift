import Synchronization

/// Holds tasks until it is opened, and can be waited for from both sides.
final class Gate: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream()
    }

    func open() {
        continuation.finish()
    }

    /// Returns once the gate is open, or the task is cancelled.
    func pass() async {
        for await _ in stream {}
    }
}
