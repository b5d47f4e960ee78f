/// The state of a ``ConcurrencyLimiter``: who runs and who waits, without any task in it.
///
/// Between two operations nobody waits who could run. So a newcomer that finds room in the whole, in its lane and among
/// its own calls overtakes nobody.
///
/// Of those who wait and could run, the one goes first whose group has the fewest slots for what it is guaranteed, and in
/// a group the one whose caller has used the least of the slots' time: start-time fair queueing. Every call is charged
/// what calls of its lane take, and what it took more or less when it ends; who comes anew begins where the others are, so
/// that nobody saves up turns. One that asks a hundred times as often as another one thus has no more of the slots than
/// it while both want more. Where a queue is as long as it may be, its last one in this order makes room, which is a call
/// of the caller that asks most, or the newcomer itself.
struct ConcurrencyQueue {
    typealias Ticket = UInt64

    /// What becomes of a call that finds no slot.
    enum Entry: Equatable {
        /// It waits, behind so many others.
        case waits(Ticket, position: Int)
        /// It waits in the place of another call, which is refused.
        case waitsInPlace(of: Ticket, Ticket, position: Int)
        /// It is refused, because as many wait as may at all.
        case full
        /// It is refused, because it would wait for longer than it may.
        case late
    }

    struct Lane {
        var bound: Int
        /// The most tickets of the lane that wait.
        var mostWaiting: Int
        var pressure: QueuePressure
        var generation: UInt64 = 0
        /// Whether the lane goes as soon as nobody runs or waits in it.
        var isLeaving = false
        /// Whether the place is free for another lane.
        var isGone = false
        var running = 0
        var waiting = 0
        /// The place among the lanes in which somebody waits.
        var waitingPlace = 0
        /// The turns of those who wait, but for those whose callers have as many calls running as they may, by group.
        /// Here and in ``ends`` are also turns of calls that have left.
        var turns: [TurnHeap]
        /// The turns of all who wait, the last one first, by group.
        var ends: [TurnHeap]

        var isIdle: Bool { running == 0 && waiting == 0 }
        var hasRoom: Bool { running < bound }

        mutating func forgetTurns() {
            for share in turns.indices {
                turns[share] = TurnHeap()
                ends[share] = TurnHeap()
            }
        }
    }

    struct Share {
        /// How many slots the group is guaranteed.
        var slots: Double
        var running = 0
        var waiting = 0
        /// The turn that the group has come to.
        var clock = 0.0
    }

    struct Caller {
        let key: RateLimitKey
        let share: Int
        var running = 0
        var waiting = 0
        /// Whether it is only remembered.
        var isIdle = false
        /// How much time it has used, running calls included.
        var used: Double
        /// How much it will have used when those who wait have run.
        var expected = 0.0
        var hold = HoldTime()
        /// The turns of those who wait until fewer calls of the caller run, by lane.
        var held: [Int: TurnHeap] = [:]
    }

    struct Waiter {
        let lane: Int
        let caller: Int
        let start: Double
        let cost: Double
        /// Whether it waits until fewer calls of its caller run.
        var isHeld = false

        var finish: Double { start + cost }
    }

    private(set) var limits: ConcurrencyLimits
    var lanes: [Lane]
    /// The places of lanes that are gone.
    private var free: [Int] = []
    /// The lanes in which somebody waits.
    var waitingLanes: [Int] = []
    var shares: [Share]
    var pressure: QueuePressure
    /// Those who have a call that runs or waits, and some who had one.
    var callers: [Caller] = []
    var freeCallers: [Int] = []
    var places: [RateLimitKey: Int] = [:]
    /// How many callers are only remembered.
    var idleCallers = 0
    var waiters: [Ticket: Waiter] = [:]
    var running = 0
    private var lastTicket: Ticket = 0
    private var taken: UInt64 = 0

    /// What a call is charged before any has been measured, in seconds.
    private static let unknownCost = 0.01

    init(_ limits: ConcurrencyLimits) {
        self.limits = limits
        pressure = QueuePressure(limits)
        shares = Self.slots(limits).map { Share(slots: $0) }
        lanes = []
        lanes.append(lane(bound: limits.running, mostWaiting: limits.waiting))
    }

    /// How many slots each group of callers is guaranteed, those of no group first.
    private static func slots(_ limits: ConcurrencyLimits) -> [Double] {
        let guaranteed = limits.guarantees.map { max($0, 0.001) * Double(limits.running) }
        return [max(Double(limits.running) - guaranteed.reduce(0, +), 0.001 * Double(limits.running))] + guaranteed
    }

    var waiting: Int { waiters.count }
    /// How many lanes take memory.
    var laneCount: Int { lanes.count }
    /// How many callers take memory.
    var callerCount: Int { places.count }

    private func lane(bound: Int, mostWaiting: Int) -> Lane {
        let heaps = [TurnHeap](repeating: TurnHeap(), count: shares.count)
        return Lane(
            bound: max(1, bound), mostWaiting: mostWaiting, pressure: QueuePressure(limits), turns: heaps, ends: heaps)
    }

    mutating func addLane(bound: Int) -> ConcurrencyLane {
        var lane = lane(bound: bound, mostWaiting: limits.waiting - limits.waiting / 2)
        guard let index = free.popLast() else {
            lanes.append(lane)
            return ConcurrencyLane(index: lanes.count - 1)
        }
        lane.generation = lanes[index].generation
        lanes[index] = lane
        return ConcurrencyLane(index: index, generation: lane.generation)
    }

    /// Takes a lane away once nobody runs or waits in it any longer. The shared lane stays.
    mutating func removeLane(_ lane: ConcurrencyLane) {
        guard lane.index > 0, holds(lane) else { return }
        lanes[lane.index].isLeaving = true
        leaveIfIdle(lane.index)
    }

    /// Whether a lane is one of this queue's, and not one that was there before it in the same place.
    private func holds(_ lane: ConcurrencyLane) -> Bool {
        lanes.indices.contains(lane.index) && !lanes[lane.index].isGone
            && lanes[lane.index].generation == lane.generation
    }

    mutating func leaveIfIdle(_ index: Int) {
        guard lanes[index].isLeaving, !lanes[index].isGone, lanes[index].isIdle else { return }
        lanes[index].isGone = true
        lanes[index].generation &+= 1
        lanes[index].forgetTurns()
        free.append(index)
    }
}

// MARK: - Slots

extension ConcurrencyQueue {
    /// Takes a slot where one is free, in the whole, in the lane, and for the caller.
    mutating func take(
        _ lane: ConcurrencyLane, for caller: RateLimitKey = .nobody, of share: ConcurrencyShare = .common
    ) -> Bool {
        guard running < limits.running, holds(lane), !lanes[lane.index].isLeaving, lanes[lane.index].hasRoom else {
            return false
        }
        let place = place(of: caller, share)
        guard callers[place].running < limits.runningPerCaller else { return false }
        taken &+= 1
        run(lane.index, place, from: callers[place].used, cost(of: lane.index, for: place))
        return true
    }

    /// Whether it should be measured how long the call that has just taken a slot keeps it: always where slots are
    /// scarce, and else sometimes, as the clock has its price.
    func shouldMeasure(_ lane: ConcurrencyLane) -> Bool {
        guard taken % 16 > 0, lanes.indices.contains(lane.index) else { return true }
        return 2 * running >= limits.running || 2 * lanes[lane.index].running >= lanes[lane.index].bound
    }

    /// Puts a call into the queue, perhaps in the place of another one.
    ///
    /// - Parameter now: The present, on any clock.
    mutating func enqueue(
        _ lane: ConcurrencyLane, for caller: RateLimitKey = .nobody, of share: ConcurrencyShare = .common,
        at now: Duration
    ) -> Entry {
        guard limits.waiting > 0, holds(lane), !lanes[lane.index].isLeaving else { return .full }
        let place = place(of: caller, share)
        let turn = Turn(start: nextStart(of: place), ticket: lastTicket + 1)
        var dropped: Ticket?
        if let bound = exceeded(lane.index, at: now) {
            guard let victim = last(in: bound.lane, besides: turn, callers[place].share) else {
                forgetIfIdle(place)
                return bound.isFixed ? .full : .late
            }
            dropped = victim
            let gone = waiters[victim]
            remove(victim)
            if let gone, gone.caller != place { forgetIfIdle(gone.caller) }
            if let gone { leaveIfIdle(gone.lane) }
        }
        lastTicket += 1
        wait(turn, place, lane.index)
        notePressure(lane.index, at: now)
        guard let dropped else { return .waits(lastTicket, position: waiting) }
        return .waitsInPlace(of: dropped, lastTicket, position: waiting)
    }

    /// Takes a call out of the queue that no longer wants to wait; returns whether it still waited.
    mutating func leave(_ ticket: Ticket, at now: Duration) -> Bool {
        guard let waiter = waiters[ticket] else { return false }
        remove(ticket)
        forgetIfIdle(waiter.caller)
        notePressure(waiter.lane, at: now)
        leaveIfIdle(waiter.lane)
        return true
    }

    /// Gives a slot back, and passes it on to those who may run now: seldom to more than one.
    ///
    /// - Parameters:
    ///   - held: How long the call had its slot, in seconds, where that was measured.
    ///   - now: The present; it may be missing where nobody waits.
    mutating func release(
        _ lane: ConcurrencyLane, for caller: RateLimitKey = .nobody, after held: Double? = nil, at now: Duration? = nil
    ) -> [Ticket] {
        guard holds(lane), lanes[lane.index].running > 0, let place = places[caller], callers[place].running > 0 else {
            return []
        }
        stop(lane.index, place, after: held)
        let tickets = admit(at: now)
        if let now, !tickets.isEmpty { notePressure(lane.index, at: now) }
        forgetIfIdle(place)
        leaveIfIdle(lane.index)
        return tickets
    }

    /// Lets those run who wait and may.
    private mutating func admit(at now: Duration?) -> [Ticket] {
        var tickets: [Ticket] = []
        while waiting > 0, running < limits.running, let ticket = next(), let waiter = waiters[ticket] {
            remove(ticket)
            run(waiter.lane, waiter.caller, from: waiter.start, waiter.cost)
            if let now { notePressure(waiter.lane, at: now) }
            tickets.append(ticket)
        }
        return tickets
    }

    /// Bounds calls in another way from now on. Those that run and wait stay; nobody is refused for it. Groups with a
    /// guarantee stay the same ones: where there would be more or fewer, they keep the guarantees that they have.
    ///
    /// - Returns: Those who may run now.
    mutating func change(_ limits: ConcurrencyLimits, at now: Duration) -> [Ticket] {
        self.limits = limits
        pressure.change(limits)
        let slots = Self.slots(limits)
        if slots.count == shares.count { for share in shares.indices { shares[share].slots = slots[share] } }
        lanes[0].bound = limits.running
        for place in lanes.indices {
            lanes[place].mostWaiting = place == 0 ? limits.waiting : limits.waiting - limits.waiting / 2
            lanes[place].pressure.change(limits)
        }
        for place in callers.indices {
            while callers[place].running < limits.runningPerCaller, !callers[place].held.isEmpty { letGo(place) }
        }
        return admit(at: now)
    }

    /// What a call is charged before it is known what it takes, in seconds: what its caller's or its lane's calls take.
    private func cost(of lane: Int, for place: Int) -> Double {
        callers[place].hold.average ?? lanes[lane].pressure.hold.average ?? pressure.hold.average ?? Self.unknownCost
    }

    /// The turn of a call that a caller adds to those it has.
    private func nextStart(of place: Int) -> Double {
        let caller = callers[place]
        let own = caller.waiting > 0 ? max(caller.used, caller.expected) : caller.used
        return max(own, shares[caller.share].clock)
    }

    private mutating func run(_ lane: Int, _ place: Int, from start: Double, _ cost: Double) {
        let share = callers[place].share
        running += 1
        lanes[lane].running += 1
        shares[share].running += 1
        callers[place].running += 1
        callers[place].used = max(callers[place].used, shares[share].clock) + cost
        shares[share].clock = max(shares[share].clock, start)
    }

    private mutating func stop(_ lane: Int, _ place: Int, after held: Double?) {
        running -= 1
        lanes[lane].running -= 1
        shares[callers[place].share].running -= 1
        callers[place].running -= 1
        if let held {
            callers[place].used += held - cost(of: lane, for: place)
            callers[place].hold.observe(held)
            lanes[lane].pressure.hold.observe(held)
            pressure.hold.observe(held)
        }
        letGo(place)
    }

    private mutating func wait(_ turn: Turn, _ place: Int, _ lane: Int) {
        let share = callers[place].share
        var waiter = Waiter(lane: lane, caller: place, start: turn.start, cost: cost(of: lane, for: place))
        waiter.isHeld = callers[place].running >= limits.runningPerCaller
        waiters[turn.ticket] = waiter
        if waiter.isHeld {
            callers[place].held[lane, default: TurnHeap()].insert(turn)
        } else {
            lanes[lane].turns[share].insert(turn)
        }
        lanes[lane].ends[share].insert(turn.reversed)
        callers[place].expected = waiter.finish
        callers[place].waiting += 1
        shares[share].waiting += 1
        lanes[lane].waiting += 1
        if lanes[lane].waiting == 1 {
            lanes[lane].waitingPlace = waitingLanes.count
            waitingLanes.append(lane)
        }
    }

    /// Takes a call out of the queue, to run or because it is refused.
    private mutating func remove(_ ticket: Ticket) {
        guard let waiter = waiters.removeValue(forKey: ticket) else { return }
        let share = callers[waiter.caller].share
        shares[share].waiting -= 1
        callers[waiter.caller].waiting -= 1
        if callers[waiter.caller].expected == waiter.finish { callers[waiter.caller].expected = waiter.start }
        lanes[waiter.lane].waiting -= 1
        if lanes[waiter.lane].waiting == 0 {
            let place = lanes[waiter.lane].waitingPlace
            waitingLanes.swapAt(place, waitingLanes.count - 1)
            waitingLanes.removeLast()
            if place < waitingLanes.count { lanes[waitingLanes[place]].waitingPlace = place }
            lanes[waiter.lane].forgetTurns()
        }
        tidy(waiter.lane, share, waiter.caller)
        letGo(waiter.caller)
    }
}
