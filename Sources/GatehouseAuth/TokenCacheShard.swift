import Synchronization

/// One part of a ``TokenCache``: a dictionary, and a ring with the names in the order in which they came.
final class TokenCacheShard: Sendable {
    private struct State {
        var entries: [TokenDigest: TokenCache.Entry] = [:]
        /// Every name of ``entries`` once, from ``oldest`` on; it grows up to the capacity and then goes round.
        var ring: [TokenDigest] = []
        var oldest = 0
        var bytes = 0
    }

    private let state = Mutex(State())
    private let capacity: Int
    private let maximumBytes: Int

    init(capacity: Int, maximumBytes: Int) {
        self.capacity = capacity
        self.maximumBytes = maximumBytes
    }

    var count: Int { state.withLock { $0.entries.count } }

    func entry(for digest: TokenDigest) -> TokenCache.Entry? {
        state.withLock { $0.entries[digest] }
    }

    /// Adds or replaces an entry, and lets the oldest go while there are too many. An entry that alone needs a
    /// sixteenth of the bytes is not kept.
    func insert(_ entry: TokenCache.Entry, for digest: TokenDigest) {
        guard capacity > 0, entry.bytes <= maximumBytes / 16 else { return }
        state.withLock { state in
            if let known = state.entries.updateValue(entry, forKey: digest) {
                state.bytes += entry.bytes - known.bytes
            } else {
                state.bytes += entry.bytes
                append(digest, to: &state)
            }
            while state.bytes > maximumBytes, state.entries.count > 1 { dropOldest(of: &state) }
        }
    }

    private func append(_ digest: TokenDigest, to state: inout State) {
        if state.entries.count > capacity { dropOldest(of: &state) }
        let position = (state.oldest + state.entries.count - 1) % capacity
        if position == state.ring.count { state.ring.append(digest) } else { state.ring[position] = digest }
    }

    private func dropOldest(of state: inout State) {
        guard state.ring.indices.contains(state.oldest) else { return }
        let digest = state.ring[state.oldest]
        state.oldest = (state.oldest + 1) % capacity
        if let dropped = state.entries.removeValue(forKey: digest) { state.bytes -= dropped.bytes }
    }
}
