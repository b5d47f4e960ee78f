import Synchronization

/// What is remembered and has a size.
protocol SizedEntry: Sendable {
    /// How much the entry counts against the bytes that may be remembered.
    var bytes: Int { get }
}

/// A memory of the latest entries, bounded by count and by bytes: a dictionary, and a ring with the names in the order in
/// which they came. The oldest goes first, and every operation takes constant time.
final class RecentEntries<Name: Hashable & Sendable, Entry: SizedEntry>: Sendable {
    private struct State {
        var entries: [Name: Entry] = [:]
        /// Every name of ``entries`` once, from ``oldest`` on; it grows up to the capacity and then goes round.
        var ring: [Name] = []
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

    func entry(for name: Name) -> Entry? {
        state.withLock { $0.entries[name] }
    }

    /// Adds or replaces an entry, and lets the oldest go while there are too many. An entry that alone needs a
    /// sixteenth of the bytes is not kept.
    func insert(_ entry: Entry, for name: Name) {
        guard capacity > 0, entry.bytes <= maximumBytes / 16 else { return }
        state.withLock { state in
            if let known = state.entries.updateValue(entry, forKey: name) {
                state.bytes += entry.bytes - known.bytes
            } else {
                state.bytes += entry.bytes
                append(name, to: &state)
            }
            while state.bytes > maximumBytes, state.entries.count > 1 { dropOldest(of: &state) }
        }
    }

    private func append(_ name: Name, to state: inout State) {
        if state.entries.count > capacity { dropOldest(of: &state) }
        let position = (state.oldest + state.entries.count - 1) % capacity
        if position == state.ring.count { state.ring.append(name) } else { state.ring[position] = name }
    }

    private func dropOldest(of state: inout State) {
        guard state.ring.indices.contains(state.oldest) else { return }
        let name = state.ring[state.oldest]
        state.oldest = (state.oldest + 1) % capacity
        if let dropped = state.entries.removeValue(forKey: name) { state.bytes -= dropped.bytes }
    }
}
