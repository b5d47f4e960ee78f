public import Gatehouse
import Synchronization

/// Keeps audit entries in memory, for tests to look at.
public final class InMemoryAuditTrail: AuditTrail {
    private struct State {
        var entries: [AuditEntry] = []
        var kept: Set<Int> = []
        var failure: AuditFailure?
        var isBlind = false
    }

    private let state = Mutex(State())

    /// Makes a trail without entries.
    public init() {}

    /// All entries, the oldest first.
    public var entries: [AuditEntry] { state.withLock { $0.entries } }

    /// The entries that somebody waited for.
    public var awaited: [AuditEntry] {
        state.withLock { state in state.entries.enumerated().filter { state.kept.contains($0.offset) }.map(\.element) }
    }

    public var canKeep: Bool { state.withLock { $0.failure == nil || $0.isBlind } }

    /// Has entries fail to be kept from now on; nothing has them kept again.
    public func fail(with failure: AuditFailure?) {
        state.withLock {
            $0.failure = failure; $0.isBlind = false
        }
    }

    /// Has entries fail that somebody waits for, which nobody knows before.
    public func failUnexpectedly(with failure: AuditFailure) {
        state.withLock {
            $0.failure = failure; $0.isBlind = true
        }
    }

    public func append(_ entry: AuditEntry) {
        state.withLock { $0.entries.append(entry) }
    }

    public func keep(_ entry: AuditEntry) async throws(AuditFailure) {
        let failure = state.withLock { state in
            state.entries.append(entry)
            if state.failure == nil { state.kept.insert(state.entries.count - 1) }
            return state.failure
        }
        if let failure { throw failure }
    }
}
