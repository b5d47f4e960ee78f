/// The state of a ``ConcurrencyLimiter``: who runs and who waits, without any task in it.
///
/// Between two operations nobody waits who could run. So a newcomer that finds room in the whole, in its lane and among
/// its own calls overtakes nobody.
///
/// Of those who wait and could run, the call of the caller goes first that has the fewest calls running; among several
/// such callers, of the one whose turn was longest ago, and of one caller's calls the oldest. So callers take turns, and
/// one that asks a hundred times as often as another one has no more slots than it while both want more.
struct ConcurrencyQueue {
    typealias Ticket = UInt64

    /// What becomes of a call that finds no slot.
    enum Entry: Equatable {
        /// It waits, for a time at most, behind so many others.
        case waits(Ticket, Duration, position: Int)
        /// It waits in the place of another caller's call, which is refused.
        case waitsInPlace(of: Ticket, Ticket, Duration, position: Int)
        /// It is refused.
        case full
    }

    private struct Lane {
        var bound: Int
        /// The most tickets of the lane that wait.
        var mostWaiting: Int
        var generation: UInt64 = 0
        /// Whether the lane goes as soon as nobody runs or waits in it.
        var isLeaving = false
        /// Whether the place is free for another lane.
        var isGone = false
        var running = 0
        var waiting = 0
        /// Since when somebody has been waiting all the time.
        var standingSince = Duration.zero

        var isIdle: Bool { running == 0 && waiting == 0 }
        var hasRoom: Bool { running < bound }
    }

    private struct Caller {
        let key: RateLimitKey
        var running = 0
        /// When it last got a slot that it had waited for, in turns; 0 where it has not since it came.
        var lastTurn: UInt64 = 0
        /// The calls that wait, oldest first.
        var waiting: [(ticket: Ticket, lane: Int)] = []
    }

    private(set) var limits: ConcurrencyLimits
    private var lanes: [Lane]
    /// The places of lanes that are gone.
    private var free: [Int] = []
    /// Those who have a call that runs or waits: no more than there are such calls.
    private var callers: [Caller] = []
    private var freeCallers: [Int] = []
    private var places: [RateLimitKey: Int] = [:]
    /// The callers of whom somebody waits.
    private var waitingCallers: [Int] = []
    private(set) var running = 0
    private(set) var waiting = 0
    private var lastTicket: Ticket = 0
    private var turns: UInt64 = 0

    init(_ limits: ConcurrencyLimits) {
        self.limits = limits
        lanes = [Lane(bound: limits.running, mostWaiting: limits.waiting)]
    }

    /// How many lanes take memory.
    var laneCount: Int { lanes.count }
    /// How many callers take memory.
    var callerCount: Int { places.count }

    mutating func addLane(bound: Int) -> ConcurrencyLane {
        guard let index = free.popLast() else {
            lanes.append(Lane(bound: max(1, bound), mostWaiting: limits.waiting - limits.waiting / 2))
            return ConcurrencyLane(index: lanes.count - 1)
        }
        lanes[index].bound = max(1, bound)
        lanes[index].isLeaving = false
        lanes[index].isGone = false
        return ConcurrencyLane(index: index, generation: lanes[index].generation)
    }

    /// Takes a lane away once nobody runs or waits in it any longer. The shared lane stays.
    mutating func removeLane(_ lane: ConcurrencyLane) {
        guard lane.index > 0, holds(lane) else { return }
        lanes[lane.index].isLeaving = true
        leaveIfIdle(lane.index)
    }

    /// Takes a slot where one is free, in the whole, in the lane, and for the caller.
    mutating func take(_ lane: ConcurrencyLane, for caller: RateLimitKey = .nobody) -> Bool {
        guard running < limits.running, holds(lane), !lanes[lane.index].isLeaving else { return false }
        guard lanes[lane.index].hasRoom else { return false }
        let place = place(of: caller)
        guard callers[place].running < limits.runningPerCaller else { return false }
        run(lane.index, place)
        return true
    }

    /// Puts a call into the queue. Where that is full, or half of it taken by the call's lane, the caller with the most
    /// calls in it gives its newest one up for one that has at least two fewer.
    ///
    /// - Parameter now: The present, on any clock.
    mutating func enqueue(_ lane: ConcurrencyLane, for caller: RateLimitKey = .nobody, at now: Duration) -> Entry {
        guard limits.waiting > 0, holds(lane), !lanes[lane.index].isLeaving else { return .full }
        let isLaneFull = lanes[lane.index].waiting >= lanes[lane.index].mostWaiting
        var dropped: Ticket?
        if isLaneFull || waiting >= limits.waiting {
            guard let victim = heaviest(in: isLaneFull ? lane.index : nil, besides: caller) else { return .full }
            dropped = victim.ticket
            _ = remove(victim.ticket, of: victim.place)
        }
        let place = place(of: caller)
        if lanes[lane.index].waiting == 0 { lanes[lane.index].standingSince = now }
        let isStanding = now - lanes[lane.index].standingSince > limits.longestWait
        lastTicket += 1
        waiting += 1
        lanes[lane.index].waiting += 1
        if callers[place].waiting.isEmpty { waitingCallers.append(place) }
        callers[place].waiting.append((lastTicket, lane.index))
        let wait = isStanding ? limits.standingWait : limits.longestWait
        guard let dropped else { return .waits(lastTicket, wait, position: waiting) }
        return .waitsInPlace(of: dropped, lastTicket, wait, position: waiting)
    }

    /// Takes a call out of the queue that no longer wants to wait; returns whether it still waited.
    mutating func leave(_ ticket: Ticket, for caller: RateLimitKey = .nobody) -> Bool {
        guard let place = places[caller] else { return false }
        return remove(ticket, of: place)
    }

    /// Gives a slot back, and passes it on to those who may run now: seldom to more than one.
    mutating func release(_ lane: ConcurrencyLane, for caller: RateLimitKey = .nobody) -> [Ticket] {
        guard holds(lane), lanes[lane.index].running > 0, let place = places[caller], callers[place].running > 0 else {
            return []
        }
        running -= 1
        lanes[lane.index].running -= 1
        callers[place].running -= 1
        let tickets = admit()
        forgetIfIdle(place)
        leaveIfIdle(lane.index)
        return tickets
    }

    /// Bounds calls in another way from now on. Those that run and wait stay; nobody is refused for it.
    ///
    /// - Returns: Those who may run now.
    mutating func change(_ limits: ConcurrencyLimits) -> [Ticket] {
        self.limits = limits
        lanes[0].bound = limits.running
        for place in lanes.indices {
            lanes[place].mostWaiting = place == 0 ? limits.waiting : limits.waiting - limits.waiting / 2
        }
        return admit()
    }

    /// Lets those run who wait and may.
    private mutating func admit() -> [Ticket] {
        var tickets: [Ticket] = []
        while waiting > 0, running < limits.running, let (place, position) = next() {
            let (ticket, lane) = callers[place].waiting[position]
            turns += 1
            callers[place].lastTurn = turns
            run(lane, place)
            removeWaiter(at: position, of: place)
            tickets.append(ticket)
        }
        return tickets
    }

    private mutating func run(_ lane: Int, _ place: Int) {
        running += 1
        lanes[lane].running += 1
        callers[place].running += 1
    }
}

// MARK: - Who is next, and who has to go

extension ConcurrencyQueue {
    /// The caller whose turn it is, and which of its calls goes.
    private func next() -> (place: Int, position: Int)? {
        var best: (place: Int, position: Int)?
        for place in waitingCallers where callers[place].running < limits.runningPerCaller {
            guard let position = callers[place].waiting.firstIndex(where: { lanes[$0.lane].hasRoom }) else { continue }
            guard let leader = best else {
                best = (place, position)
                continue
            }
            let (one, other) = (callers[place], callers[leader.place])
            let mine = (one.running, one.lastTurn, one.waiting[position].ticket)
            if mine < (other.running, other.lastTurn, other.waiting[leader.position].ticket) {
                best = (place, position)
            }
        }
        return best
    }

    /// The newest call of the caller with the most of them in the queue, or in a lane's part of it; nothing where it has
    /// no more than one more than another caller.
    private func heaviest(in lane: Int?, besides caller: RateLimitKey) -> (place: Int, ticket: Ticket)? {
        let count = { (place: Int) in
            lane.map { lane in callers[place].waiting.count { $0.lane == lane } } ?? callers[place].waiting.count
        }
        var most = (places[caller].map(count) ?? 0) + 1
        var victim: Int?
        for place in waitingCallers where callers[place].waiting.count > most {
            let own = count(place)
            if own > most { (most, victim) = (own, place) }
        }
        guard let victim,
            let newest = callers[victim].waiting.last(where: { waiter in lane.map { $0 == waiter.lane } ?? true })
        else { return nil }
        return (victim, newest.ticket)
    }

    private mutating func remove(_ ticket: Ticket, of place: Int) -> Bool {
        guard let position = callers[place].waiting.firstIndex(where: { $0.ticket == ticket }) else { return false }
        let lane = callers[place].waiting[position].lane
        removeWaiter(at: position, of: place)
        forgetIfIdle(place)
        leaveIfIdle(lane)
        return true
    }

    private mutating func removeWaiter(at position: Int, of place: Int) {
        lanes[callers[place].waiting[position].lane].waiting -= 1
        callers[place].waiting.remove(at: position)
        waiting -= 1
        guard callers[place].waiting.isEmpty, let position = waitingCallers.firstIndex(of: place) else { return }
        waitingCallers.swapAt(position, waitingCallers.count - 1)
        waitingCallers.removeLast()
    }
}

// MARK: - Coming and going

extension ConcurrencyQueue {
    /// The place of a caller: a new one where it has none, which it keeps while a call of it runs or waits.
    private mutating func place(of caller: RateLimitKey) -> Int {
        if let place = places[caller] { return place }
        guard let place = freeCallers.popLast() else {
            callers.append(Caller(key: caller))
            places[caller] = callers.count - 1
            return callers.count - 1
        }
        callers[place] = Caller(key: caller)
        places[caller] = place
        return place
    }

    private mutating func forgetIfIdle(_ place: Int) {
        guard callers[place].running == 0, callers[place].waiting.isEmpty else { return }
        guard places.removeValue(forKey: callers[place].key) != nil else { return }
        freeCallers.append(place)
    }

    /// Whether a lane is one of this queue's, and not one that was there before it in the same place.
    private func holds(_ lane: ConcurrencyLane) -> Bool {
        lanes.indices.contains(lane.index) && !lanes[lane.index].isGone
            && lanes[lane.index].generation == lane.generation
    }

    private mutating func leaveIfIdle(_ index: Int) {
        guard lanes[index].isLeaving, !lanes[index].isGone, lanes[index].isIdle else { return }
        lanes[index].isGone = true
        lanes[index].generation &+= 1
        free.append(index)
    }
}
