import Synchronization

/// A monotonic clock in nanoseconds that stands until it is moved.
final class TestTime: Sendable {
    private let nanoseconds: Mutex<Int64>

    init(_ nanoseconds: Int64 = 1_000) {
        self.nanoseconds = Mutex(nanoseconds)
    }

    var now: @Sendable () -> Int64 {
        { self.nanoseconds.withLock { $0 } }
    }

    func advance(by duration: Duration) {
        let (seconds, attoseconds) = duration.components
        nanoseconds.withLock { $0 += seconds * 1_000_000_000 + attoseconds / 1_000_000_000 }
    }
}
