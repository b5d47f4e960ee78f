/// The times of a caller's requests within a moving window, the oldest first, in a ring that grows to the quota at most.
struct RateLimitLog: Sendable {
    private var times: ContiguousArray<Int64> = []
    private var head = 0
    private(set) var count = 0
    /// When the last one is over.
    var end: Int64 = 0

    /// How many times there is room for: what the log takes of memory.
    var capacity: Int { times.count }
    var last: Int64? { count > 0 ? self[count - 1] : nil }

    /// A time by its age, the oldest one being 0; there must be one.
    subscript(position: Int) -> Int64 {
        let place = head &+ position
        return times[place < times.count ? place : place &- times.count]
    }

    /// Forgets what is over at a moment, for a window of a length.
    mutating func removeOver(at now: Int64, length: Int64) {
        while count > 0, times[head] &+ length <= now { removeFirst(1) }
    }

    mutating func removeFirst(_ number: Int) {
        let number = min(number, count)
        guard number > 0 else { return }
        head = (head + number) % times.count
        count -= number
    }

    /// Adds a time, several times over. A clock that went back adds the last one again, so that times stay in order.
    mutating func append(_ time: Int64, count number: Int, mostly bound: Int) {
        let time = max(time, last ?? time)
        if count + number > times.count { grow(to: min(max(4, 2 * (count + number)), max(bound, count + number))) }
        for _ in 0..<number {
            let place = head + count
            times[place < times.count ? place : place - times.count] = time
            count += 1
        }
    }

    /// Takes times away that are the same as one, as many as there are and no more than a number.
    mutating func remove(_ time: Int64, count number: Int) {
        var kept = (0..<count).map { self[$0] }
        guard let first = kept.firstIndex(of: time) else { return }
        let end = kept[first...].prefix(number).lastIndex(of: time) ?? first
        kept.removeSubrange(first...end)
        for (place, time) in kept.enumerated() { times[place] = time }
        (head, count) = (0, kept.count)
    }

    private mutating func grow(to capacity: Int) {
        var grown = ContiguousArray<Int64>(repeating: 0, count: capacity)
        for position in 0..<count { grown[position] = self[position] }
        (times, head) = (grown, 0)
    }
}
