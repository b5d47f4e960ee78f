import Synchronization

/// The place that a line takes among those under way, which it gives back once.
final class LineRoom: Sendable {
    private let isLeft = Atomic(false)
    private let free: @Sendable () -> Void

    init(free: @escaping @Sendable () -> Void) {
        self.free = free
    }

    /// Gives the place back, where that was not done yet.
    func leave() {
        guard !isLeft.exchange(true, ordering: .relaxed) else { return }
        free()
    }
}
