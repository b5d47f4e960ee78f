import Synchronization

/// Which session's client was sent to which page, so that it alone is told that the visit is over
/// (client/elicitation, "Completion Notifications for URL Mode Elicitation", 2025-11-25).
final class Elicitations: Sendable {
    private struct Entry {
        weak var session: LegacySession?
    }

    private struct State {
        var entries: [String: Entry] = [:]
        var order = RecencyList()
    }

    /// How many visits are remembered; beyond it the oldest are forgotten.
    private static let maximum = 10_000

    private let state = Mutex(State())

    /// How many visits are remembered.
    var count: Int { state.withLock { $0.entries.count } }

    func note(_ id: String, _ session: LegacySession) {
        state.withLock { state in
            if state.entries.count >= Self.maximum, state.entries[id] == nil, let oldest = state.order.first {
                state.order.remove(oldest)
                state.entries[oldest] = nil
            }
            state.entries[id] = Entry(session: session)
            state.order.touch(id)
        }
    }

    /// The session of a visit, which is forgotten with that.
    func take(_ id: String) -> LegacySession? {
        state.withLock { state in
            state.order.remove(id)
            return state.entries.removeValue(forKey: id)?.session
        }
    }
}
