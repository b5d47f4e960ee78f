/// The state of a ``ConcurrencyLimiter``: who runs and who waits, without any task in it.
///
/// Between two operations nobody waits who could run. So a newcomer that finds room in the whole and in its lane
/// overtakes nobody.
struct ConcurrencyQueue {
    typealias Ticket = UInt64

    private struct Lane {
        var bound: Int
        /// The most tickets of the lane that wait.
        let mostWaiting: Int
        var generation: UInt64 = 0
        /// Whether the lane goes as soon as nobody runs or waits in it.
        var isLeaving = false
        /// Whether the place is free for another lane.
        var isGone = false
        var running = 0
        /// The tickets of those that wait, oldest first.
        var waiting: [Ticket] = []

        var isIdle: Bool { running == 0 && waiting.isEmpty }
    }

    private let bound: Int
    private let mostWaiting: Int
    private var lanes: [Lane]
    /// The places of lanes that are gone.
    private var free: [Int] = []
    /// The lanes in which somebody waits: no more than there are waiters, however many lanes there are.
    private var waitingLanes: [Int] = []
    private(set) var running = 0
    private(set) var waiting = 0
    private var lastTicket: Ticket = 0

    init(running: Int, waiting: Int) {
        bound = running
        mostWaiting = waiting
        lanes = [Lane(bound: running, mostWaiting: waiting)]
    }

    /// How many lanes take memory.
    var laneCount: Int { lanes.count }

    mutating func addLane(bound: Int) -> ConcurrencyLane {
        guard let index = free.popLast() else {
            lanes.append(Lane(bound: max(1, bound), mostWaiting: mostWaiting - mostWaiting / 2))
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

    /// Takes a slot where one is free, in the whole and in the lane.
    mutating func take(_ lane: ConcurrencyLane) -> Bool {
        guard running < bound, holds(lane), !lanes[lane.index].isLeaving else { return false }
        guard lanes[lane.index].running < lanes[lane.index].bound else { return false }
        running += 1
        lanes[lane.index].running += 1
        return true
    }

    /// Puts a call at the end of the queue; nothing where the queue is full, or half of it taken by the call's lane.
    mutating func enqueue(_ lane: ConcurrencyLane) -> Ticket? {
        guard waiting < mostWaiting, holds(lane), !lanes[lane.index].isLeaving else { return nil }
        guard lanes[lane.index].waiting.count < lanes[lane.index].mostWaiting else { return nil }
        lastTicket += 1
        waiting += 1
        if lanes[lane.index].waiting.isEmpty { waitingLanes.append(lane.index) }
        lanes[lane.index].waiting.append(lastTicket)
        return lastTicket
    }

    /// Takes a call out of the queue that no longer wants to wait; returns whether it still waited.
    mutating func leave(_ ticket: Ticket, _ lane: ConcurrencyLane) -> Bool {
        guard holds(lane) else { return false }
        guard let place = lanes[lane.index].waiting.firstIndex(of: ticket) else { return false }
        removeWaiter(at: place, of: lane.index)
        leaveIfIdle(lane.index)
        return true
    }

    /// Gives a slot back, and passes it on to the call that has waited longest of those that may run now.
    mutating func release(_ lane: ConcurrencyLane) -> Ticket? {
        guard holds(lane), lanes[lane.index].running > 0 else { return nil }
        running -= 1
        lanes[lane.index].running -= 1
        defer { leaveIfIdle(lane.index) }
        guard waiting > 0, let next = nextLane(), let ticket = lanes[next].waiting.first else { return nil }
        running += 1
        lanes[next].running += 1
        removeWaiter(at: 0, of: next)
        return ticket
    }

    /// The lane of the oldest ticket whose lane has room.
    private func nextLane() -> Int? {
        var next: Int?
        var oldest = Ticket.max
        for index in waitingLanes where lanes[index].running < lanes[index].bound {
            guard let ticket = lanes[index].waiting.first, ticket < oldest else { continue }
            oldest = ticket
            next = index
        }
        return next
    }

    private mutating func removeWaiter(at place: Int, of index: Int) {
        lanes[index].waiting.remove(at: place)
        waiting -= 1
        guard lanes[index].waiting.isEmpty, let position = waitingLanes.firstIndex(of: index) else { return }
        waitingLanes.swapAt(position, waitingLanes.count - 1)
        waitingLanes.removeLast()
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
