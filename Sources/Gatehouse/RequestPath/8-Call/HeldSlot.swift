import Synchronization

/// A concurrency slot that a call's task holds: until its function has really ended, also where the call was given up.
final class HeldSlot: Sendable {
    private let slot: Mutex<ConcurrencySlot?>

    init(_ slot: consuming ConcurrencySlot) {
        self.slot = Mutex(slot)
    }

    /// Gives the slot back.
    func release() {
        _ = slot.withLock { $0.take() }
    }
}
