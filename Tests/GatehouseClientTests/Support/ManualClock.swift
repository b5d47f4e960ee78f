import Synchronization

@testable import GatehouseClient

/// A clock that stands still until a test moves it. Whoever sleeps is woken at once, and how long is remembered.
final class ManualClock: Sendable {
    private let time = Mutex(Duration.zero)
    private let slept = Mutex<[Duration]>([])

    /// How long everybody slept, in order.
    var sleeps: [Duration] { slept.withLock { $0 } }

    func advance(by duration: Duration) {
        time.withLock { $0 += duration }
    }

    var clock: ClientClock {
        ClientClock(
            now: { self.time.withLock { $0 } },
            sleep: { duration in
                try Task.checkCancellation()
                self.slept.withLock { $0.append(duration) }
                self.advance(by: duration)
                await Task.yield()
            })
    }
}
