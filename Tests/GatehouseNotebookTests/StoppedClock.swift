import Synchronization

@testable import GatehouseNotebook

/// Time that stands still until it is moved.
final class StoppedClock: Sendable {
    private let time: Mutex<Int64>

    init(milliseconds: Int64 = 1_785_240_000_000) {
        time = Mutex(milliseconds)
    }

    func advance(milliseconds: Int64) {
        time.withLock { $0 += milliseconds }
    }

    var options: NotebookOptions {
        NotebookOptions(now: { self.time.withLock { $0 } })
    }
}
