import Synchronization

/// Keeps what happened, in its order.
final class Events: Sendable {
    private let kept = Mutex<[String]>([])

    var all: [String] { kept.withLock { $0 } }

    func add(_ event: String) {
        kept.withLock { $0.append(event) }
    }

    func count(_ event: String) -> Int { all.count { $0 == event } }
}
