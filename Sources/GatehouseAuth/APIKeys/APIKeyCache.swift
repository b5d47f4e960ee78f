import Gatehouse

/// What the store said of keys within the last half second, so that a busy caller does not ask it for every request, and a
/// revocation still counts within a second.
///
/// It is bounded: numbers that the store does not know are remembered too, and whoever makes some up pushes out the
/// oldest entries and nothing else.
struct APIKeyCache: Sendable {
    struct Entry: SizedEntry {
        /// Nothing where there is no such key.
        let key: StoredAPIKey?
        let readAt: ContinuousClock.Instant

        /// Keys are bounded when they are made, so their count is bound enough.
        var bytes: Int { 1 }
    }

    static let freshness = Duration.milliseconds(500)

    private let entries: RecentEntries<String, Entry>

    init(capacity: Int) {
        entries = RecentEntries(capacity: capacity, maximumBytes: max(16, capacity))
    }

    var count: Int { entries.count }

    /// What is known of a number, where it is fresh.
    func entry(_ id: String, at now: ContinuousClock.Instant) -> Entry? {
        guard let entry = entries.entry(for: id), now - entry.readAt < Self.freshness else { return nil }
        return entry
    }

    func insert(_ entry: Entry, for id: String) {
        entries.insert(entry, for: id)
    }
}
