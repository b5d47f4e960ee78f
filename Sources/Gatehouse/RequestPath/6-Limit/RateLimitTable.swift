/// The cells of one shard: an open-addressing hash table of 32 bytes an entry, with a fixed bound.
///
/// A cell that is absent has nothing counted, as one whose time is over. Where the bound is reached, the cell makes room
/// that is over soonest, which is one that is over already wherever there is one.
struct RateLimitTable {
    private struct Entry {
        var low: UInt64 = 0
        /// As much of the key's other half as leaves room for the rest. With the half above it tells 2^24 callers apart
        /// but for one chance in 2^48; the hash is secret, so nobody can better it.
        var high: UInt32 = 0
        var scope: UInt32 = 0
        /// When the cell is over; the least number marks an empty slot.
        var nanoseconds: Int64 = .min
        var first: UInt32 = 0
        var second: UInt32 = 0

        var isEmpty: Bool { nanoseconds == .min }
    }

    private var entries: ContiguousArray<Entry> = []
    private(set) var count = 0
    /// How many cells were dropped that were not over: each one gave its caller requests back early.
    private(set) var forgotten = 0
    private let bound: Int
    private let mostSlots: Int

    /// - Parameter bound: The most cells that are kept, from 1 to 2^24.
    init(bound: Int) {
        self.bound = bound
        mostSlots = bound + bound / 3 + 1
    }

    var slots: Int { entries.count }
    static var slotBytes: Int { MemoryLayout<Entry>.stride }

    /// A caller's cell; the empty one where there is none.
    @inline(__always)
    func cell(of key: RateLimitKey, in scope: UInt32) -> RateLimitCell {
        guard let slot = slot(of: key, in: scope) else { return .empty }
        return RateLimitCell(
            nanoseconds: entries[slot].nanoseconds, first: entries[slot].first, second: entries[slot].second)
    }

    mutating func set(_ cell: RateLimitCell, of key: RateLimitKey, in scope: UInt32, at now: Int64) {
        if let slot = slot(of: key, in: scope) {
            entries[slot].nanoseconds = cell.nanoseconds
            entries[slot].first = cell.first
            entries[slot].second = cell.second
            return
        }
        makeRoom(at: now)
        insert(
            Entry(
                low: key.low, high: UInt32(truncatingIfNeeded: key.high), scope: scope, nanoseconds: cell.nanoseconds,
                first: cell.first, second: cell.second
            )
        )
    }

    @inline(__always)
    private func slot(of key: RateLimitKey, in scope: UInt32) -> Int? {
        guard !entries.isEmpty else { return nil }
        let high = UInt32(truncatingIfNeeded: key.high)
        var slot = home(low: key.low, scope: scope)
        while !entries[slot].isEmpty {
            if entries[slot].low == key.low, entries[slot].high == high, entries[slot].scope == scope {
                return slot
            }
            slot = next(slot)
        }
        return nil
    }

    /// Where a search begins. The low half of a key is uniform, so its product's high half is, too.
    @inline(__always)
    private func home(low: UInt64, scope: UInt32) -> Int {
        let mixed = low ^ (UInt64(scope) &* 0x9E37_79B9_7F4A_7C15)
        return Int(truncatingIfNeeded: mixed.multipliedFullWidth(by: UInt64(entries.count)).high)
    }

    @inline(__always)
    private func next(_ slot: Int) -> Int {
        slot + 1 == entries.count ? 0 : slot + 1
    }

    private mutating func insert(_ entry: Entry) {
        var slot = home(low: entry.low, scope: entry.scope)
        while !entries[slot].isEmpty { slot = next(slot) }
        entries[slot] = entry
        count += 1
    }

    /// Leaves at least one slot in four empty, and the number of cells below the bound.
    private mutating func makeRoom(at now: Int64) {
        if count >= bound { evict(at: now) }
        if (count + 1) * 4 > entries.count * 3, entries.count < mostSlots { rebuild(at: now) }
    }

    /// Drops the cell that is over soonest.
    private mutating func evict(at now: Int64) {
        var victim: Int?
        var soonest = Int64.max
        for slot in entries.indices where !entries[slot].isEmpty && entries[slot].nanoseconds < soonest {
            victim = slot
            soonest = entries[slot].nanoseconds
        }
        guard let victim else { return }
        if soonest > now { forgotten &+= 1 }
        remove(victim)
    }

    /// Empties a slot, and moves back those entries behind it that a search would no longer reach.
    private mutating func remove(_ removed: Int) {
        var hole = removed
        var slot = next(hole)
        while !entries[slot].isEmpty {
            let home = home(low: entries[slot].low, scope: entries[slot].scope)
            // The entry may move where its home does not lie cyclically between the hole and itself.
            let stays = hole <= slot ? (hole < home && home <= slot) : (hole < home || home <= slot)
            if !stays {
                entries[hole] = entries[slot]
                hole = slot
            }
            slot = next(slot)
        }
        entries[hole] = Entry()
        count -= 1
    }

    /// Drops the cells that are over, and doubles the table where that did not free half of it.
    private mutating func rebuild(at now: Int64) {
        let old = entries
        let alive = old.count { !$0.isEmpty && $0.nanoseconds > now }
        let slots = (alive + 1) * 2 > old.count ? min(mostSlots, max(8, old.count * 2)) : old.count
        entries = ContiguousArray(repeating: Entry(), count: slots)
        count = 0
        for entry in old where entry.nanoseconds > now { insert(entry) }
    }
}
