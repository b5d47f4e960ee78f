import Gatehouse

/// The entries that wait to be written: what is to be done with them, without doing it.
///
/// It is bounded in entries and in bytes. What finds no room is counted, and an entry in its place says how many are
/// missing.
struct AuditQueue<Waiter> {
    /// An entry, and who waits for it.
    struct Item {
        /// What ``AuditBatch/members(of:)`` makes of the entry. It is made before the entry waits, because an entry is two
        /// dozen values, each of which would have to be taken over from one thread to the other.
        let members: [UInt8]
        var waiter: Waiter?

        init(_ members: [UInt8], _ waiter: Waiter? = nil) {
            self.members = members
            self.waiter = waiter
        }

        /// About how many bytes it takes.
        var weight: Int { members.count &+ 64 }
    }

    /// What to do after an entry was taken.
    enum Wish {
        /// It will be written with others.
        case nothing
        /// Write within a moment.
        case soon
        /// Write at once.
        case now
    }

    let maximumEntries: Int
    let maximumWeight: Int
    private var items: [Item] = []
    private var weight = 0
    /// What is being written now.
    private var writing: [Item] = []
    private var omitted = 0
    private var isScheduled = false
    private var isHurried = false
    private(set) var failure: AuditFailure?

    init(maximumEntries: Int, maximumWeight: Int) {
        self.maximumEntries = max(2, maximumEntries)
        self.maximumWeight = max(1, maximumWeight)
    }

    /// Whether an entry would be kept, as far as is known.
    var canKeep: Bool { failure == nil && hasRoom }
    /// How many entries wait.
    var count: Int { items.count + writing.count }
    /// How many are missing since the last one that found room.
    var missing: Int { omitted }

    private var hasRoom: Bool { count < maximumEntries && weight < maximumWeight }

    /// Takes an entry.
    ///
    /// - Parameter members: What ``AuditBatch/members(of:)`` makes of it.
    /// - Returns: Whether it was taken, and whether it is the first of some that are not; and what to do.
    mutating func take(
        _ members: [UInt8], _ waiter: Waiter?, at time: Int64
    ) -> (isTaken: Bool, isFirstOmitted: Bool, wish: Wish) {
        guard hasRoom, omitted == 0 || count + 1 < maximumEntries else {
            omitted += 1
            return (false, omitted == 1, .nothing)
        }
        noteOmitted(at: time)
        add(Item(members, waiter))
        guard failure == nil, writing.isEmpty else { return (true, false, .nothing) }
        if waiter != nil, !isHurried {
            isHurried = true
            return (true, false, .now)
        }
        guard waiter == nil, !isScheduled else { return (true, false, .nothing) }
        isScheduled = true
        return (true, false, .soon)
    }

    private mutating func noteOmitted(at time: Int64) {
        guard omitted > 0 else { return }
        var entry = AuditEntry(.omitted, at: time)
        entry.count = omitted
        entry.reason = "more entries came than could be kept"
        add(Item(AuditBatch.members(of: entry)))
        omitted = 0
    }

    private mutating func add(_ item: consuming Item) {
        weight += item.weight
        items.append(item)
    }

    /// The entries that are to be written next, in their order; none where none wait.
    mutating func next(atMost limit: Int, at time: Int64) -> [Item] {
        (isScheduled, isHurried) = (false, false)
        guard writing.isEmpty else { return [] }
        if items.isEmpty { noteOmitted(at: time) }
        if items.count <= limit {
            swap(&writing, &items)
        } else {
            writing = Array(items.prefix(limit))
            items.removeFirst(limit)
        }
        return writing
    }

    /// What was to be written is written.
    ///
    /// - Returns: Who waited for it, and whether writing had failed before.
    mutating func succeed() -> (waiters: [Waiter], hadFailed: Bool) {
        var waiters: [Waiter] = []
        for item in writing {
            weight -= item.weight
            if let waiter = item.waiter { waiters.append(waiter) }
        }
        writing.removeAll(keepingCapacity: writing.capacity <= 1_024)
        defer { failure = nil }
        return (waiters, failure != nil)
    }

    /// What was to be written is not, and remains to be.
    ///
    /// - Returns: Who waits in vain, and whether it is the first failure of its sort.
    mutating func fail(_ failure: AuditFailure) -> (waiters: [Waiter], isNew: Bool) {
        items = writing + items
        writing = []
        return stall(failure)
    }

    /// The disk does not answer. What is being written may still be.
    mutating func stall(_ failure: AuditFailure) -> (waiters: [Waiter], isNew: Bool) {
        var waiters: [Waiter] = []
        for index in writing.indices {
            if let waiter = writing[index].waiter { waiters.append(waiter) }
            writing[index].waiter = nil
        }
        for index in items.indices {
            if let waiter = items[index].waiter { waiters.append(waiter) }
            items[index].waiter = nil
        }
        return (waiters, noteFailure(failure))
    }

    private mutating func noteFailure(_ failure: AuditFailure) -> Bool {
        let isNew = self.failure?.reason != failure.reason
        self.failure = failure
        return isNew
    }
}
