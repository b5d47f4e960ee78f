/// The sessions by their ids, in the order of their last use.
struct SessionTable {
    private struct Entry {
        let session: LegacySession
        var lastUsed: ContinuousClock.Instant
    }

    /// How many sessions that are in use are passed over, before one of them has to make room after all.
    private static let passedOver = 16

    private var entries: [String: Entry] = [:]
    private var order = RecencyList()
    private var orderOfCaller: [String: RecencyList] = [:]

    var count: Int { entries.count }
    var all: [LegacySession] { entries.values.map(\.session) }

    func contains(_ id: String) -> Bool { entries[id] != nil }

    /// Adds a session, and gives those that ended at that: what was idle, and what made room for it.
    mutating func add(
        _ session: LegacySession, at instant: ContinuousClock.Instant, _ limits: LegacySessions.Limits
    ) -> [SessionEnd] {
        var ended = removeIdle(at: instant, limits)
        while orderOfCaller[session.identity, default: RecencyList()].count >= max(1, limits.maximumPerCaller),
            let oldest = leastUsed(of: session.identity, at: instant)
        {
            if let session = remove(oldest) { ended.append(SessionEnd(session, .evicted)) }
        }
        while entries.count >= max(1, limits.maximum), let oldest = leastUsed(of: nil, at: instant) {
            if let session = remove(oldest) { ended.append(SessionEnd(session, .evicted)) }
        }
        entries[session.id] = Entry(session: session, lastUsed: instant)
        touch(session, at: instant)
        return ended
    }

    /// The session with that id, where the caller opened it and it has not been idle for too long; and those that have.
    mutating func use(
        _ id: String, by identity: String, at instant: ContinuousClock.Instant, _ limits: LegacySessions.Limits
    ) -> (LegacySession?, ended: [SessionEnd]) {
        guard let entry = entries[id], entry.session.identity.isExactly(identity) else { return (nil, []) }
        guard !isIdle(entry, at: instant, limits) else {
            return (nil, remove(id).map { [SessionEnd($0, .idle)] } ?? [])
        }
        touch(entry.session, at: instant)
        return (entry.session, [])
    }

    mutating func remove(_ id: String, by identity: String) -> LegacySession? {
        guard let entry = entries[id], entry.session.identity.isExactly(identity) else { return nil }
        return remove(id)
    }

    mutating func removeAll() -> [LegacySession] {
        defer { self = SessionTable() }
        return all
    }

    /// Removes what was idle for too long. Those used the longest ago come first, so it looks no further than the first
    /// that was not.
    mutating func removeIdle(
        at instant: ContinuousClock.Instant, _ limits: LegacySessions.Limits
    ) -> [SessionEnd] {
        var ended: [SessionEnd] = []
        while let id = order.first, let entry = entries[id], instant - entry.lastUsed > limits.idleTimeout {
            if isIdle(entry, at: instant, limits) {
                if let session = remove(id) { ended.append(SessionEnd(session, .idle)) }
            } else {
                touch(entry.session, at: instant)
            }
        }
        return ended
    }

    private func isIdle(
        _ entry: Entry, at instant: ContinuousClock.Instant, _ limits: LegacySessions.Limits
    ) -> Bool {
        entry.session.carrier.endsWhenIdle && !entry.session.isBusy && instant - entry.lastUsed > limits.idleTimeout
    }

    /// The session that was unused for the longest time, of one caller or of all.
    private mutating func leastUsed(of identity: String?, at instant: ContinuousClock.Instant) -> String? {
        for _ in 0..<Self.passedOver {
            guard let id = first(of: identity), let session = entries[id]?.session, session.isBusy else { break }
            touch(session, at: instant)
        }
        return first(of: identity)
    }

    private func first(of identity: String?) -> String? {
        guard let identity else { return order.first }
        return orderOfCaller[identity]?.first
    }

    private mutating func touch(_ session: LegacySession, at instant: ContinuousClock.Instant) {
        entries[session.id]?.lastUsed = instant
        order.touch(session.id)
        orderOfCaller[session.identity, default: RecencyList()].touch(session.id)
    }

    private mutating func remove(_ id: String) -> LegacySession? {
        guard let entry = entries.removeValue(forKey: id) else { return nil }
        order.remove(id)
        orderOfCaller[entry.session.identity]?.remove(id)
        if orderOfCaller[entry.session.identity]?.isEmpty == true { orderOfCaller[entry.session.identity] = nil }
        return entry.session
    }
}
