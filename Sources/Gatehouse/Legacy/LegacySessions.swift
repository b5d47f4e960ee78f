import GatehouseJSON
import GatehouseProtocol
import Synchronization

/// The sessions that clients of revisions up to 2025-11-25 have opened.
///
/// A session is no proof of identity: it only says what was negotiated, and it is bound to the caller that opened it
/// (docs/tutorials/security/security_best_practices, "Session Hijacking"). The table is bounded, in all and per caller,
/// so that a client that opens sessions and never ends one first loses its own.
final class LegacySessions: Sendable {
    /// How many sessions there may be, and for how long an unused one stays.
    struct Limits: Sendable {
        var maximum = 10_000
        var maximumPerCaller = 1_000
        var idleTimeout: Duration = .seconds(1_800)
    }

    private struct Entry {
        let session: LegacySession
        var lastUsed: ContinuousClock.Instant
    }

    private struct State {
        var entries: [String: Entry] = [:]
        var countByIdentity: [String: Int] = [:]
    }

    private let limits: Limits
    private let now: @Sendable () -> ContinuousClock.Instant
    private let state = Mutex(State())

    init(limits: Limits = Limits(), now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
        self.limits = limits
        self.now = now
    }

    /// How many sessions are open.
    var count: Int { state.withLock { $0.entries.count } }

    /// Opens a session. Where the table is full, the session that was unused for the longest time makes room.
    func open(
        identity: String,
        revision: ProtocolRevision,
        capabilities: JSONText,
        endsWhenIdle: Bool = true
    ) -> LegacySession {
        let session = LegacySession(
            id: RandomIdentifier.make(), identity: identity, revision: revision, capabilities: capabilities,
            endsWhenIdle: endsWhenIdle)
        let instant = now()
        state.withLock { state in
            if state.entries.count >= limits.maximum { removeIdle(&state, at: instant) }
            if state.countByIdentity[identity, default: 0] >= limits.maximumPerCaller {
                removeOldest(&state) { $0.identity == identity }
            } else if state.entries.count >= limits.maximum {
                removeOldest(&state) { _ in true }
            }
            state.entries[session.id] = Entry(session: session, lastUsed: instant)
            state.countByIdentity[identity, default: 0] += 1
        }
        return session
    }

    /// The session with that id, where that caller opened it and it has not been idle for too long.
    func use(_ id: String, by identity: String) -> LegacySession? {
        let instant = now()
        return state.withLock { state in
            guard let entry = state.entries[id], entry.session.identity.isExactly(identity) else { return nil }
            guard !isIdle(entry, at: instant) else {
                remove(id, from: &state)
                return nil
            }
            state.entries[id]?.lastUsed = instant
            return entry.session
        }
    }

    /// Ends a session.
    ///
    /// - Returns: Whether there was one of that id that the caller opened.
    func close(_ id: String, by identity: String) -> Bool {
        state.withLock { state in
            guard let entry = state.entries[id], entry.session.identity.isExactly(identity) else { return false }
            remove(id, from: &state)
            return true
        }
    }

    private func removeIdle(_ state: inout State, at instant: ContinuousClock.Instant) {
        let idle = state.entries.filter { isIdle($0.value, at: instant) }
        for id in idle.keys { remove(id, from: &state) }
    }

    private func isIdle(_ entry: Entry, at instant: ContinuousClock.Instant) -> Bool {
        entry.session.endsWhenIdle && instant - entry.lastUsed > limits.idleTimeout
    }

    private func removeOldest(_ state: inout State, where isCandidate: (LegacySession) -> Bool) {
        let candidates = state.entries.values.filter { isCandidate($0.session) }
        guard let oldest = candidates.min(by: { $0.lastUsed < $1.lastUsed }) else { return }
        remove(oldest.session.id, from: &state)
    }

    private func remove(_ id: String, from state: inout State) {
        guard let entry = state.entries.removeValue(forKey: id) else { return }
        let remaining = state.countByIdentity[entry.session.identity, default: 1] - 1
        state.countByIdentity[entry.session.identity] = remaining > 0 ? remaining : nil
    }
}
