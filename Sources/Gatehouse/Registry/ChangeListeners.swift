import Synchronization

/// Everybody who listens to a registry. A listener that nobody holds any longer is forgotten.
final class ChangeListeners: Sendable {
    private struct Entry: Sendable {
        weak var listener: ChangeListener?
    }

    private struct State {
        var entries: [Entry] = []
        /// At how many entries those of the forgotten are next thrown out.
        var sweepAt = 16
    }

    private let state = Mutex(State())

    func add() -> ChangeListener {
        let listener = ChangeListener()
        state.withLock { state in
            if state.entries.count >= state.sweepAt {
                state.entries.removeAll { $0.listener == nil }
                state.sweepAt = max(16, state.entries.count * 2)
            }
            state.entries.append(Entry(listener: listener))
        }
        return listener
    }

    /// Tells all of them, outside the lock: what wakes may take its time.
    func tell(_ kinds: ComponentKinds) {
        guard !kinds.isEmpty else { return }
        let listeners = state.withLock { $0.entries.compactMap(\.listener) }
        for listener in listeners { listener.tell(kinds) }
    }

    /// How many places are kept, those of the forgotten included.
    var count: Int { state.withLock { $0.entries.count } }
}
