/// The state of a ``ConcurrencyLimiter``: who runs and who waits, without any task in it.
///
/// Between two operations nobody waits who could run. So a newcomer that finds room in the whole and in its lane
/// overtakes nobody.
struct ConcurrencyQueue {
    typealias Ticket = UInt64

    private struct Lane {
        let bound: Int
        /// The most tickets of the lane that wait.
        let mostWaiting: Int
        var running = 0
        /// The tickets of those that wait, oldest first.
        var waiting: [Ticket] = []
    }

    private let bound: Int
    private let mostWaiting: Int
    private var lanes: [Lane]
    private(set) var running = 0
    private(set) var waiting = 0
    private var lastTicket: Ticket = 0

    init(running: Int, waiting: Int) {
        bound = running
        mostWaiting = waiting
        lanes = [Lane(bound: running, mostWaiting: waiting)]
    }

    mutating func addLane(bound: Int) -> ConcurrencyLane {
        lanes.append(Lane(bound: max(1, bound), mostWaiting: mostWaiting - mostWaiting / 2))
        return ConcurrencyLane(index: lanes.count - 1)
    }

    /// Takes a slot where one is free, in the whole and in the lane.
    mutating func take(_ lane: ConcurrencyLane) -> Bool {
        guard running < bound, lanes.indices.contains(lane.index) else { return false }
        guard lanes[lane.index].running < lanes[lane.index].bound else { return false }
        running += 1
        lanes[lane.index].running += 1
        return true
    }

    /// Puts a call at the end of the queue; nothing where the queue is full, or half of it taken by the call's lane.
    mutating func enqueue(_ lane: ConcurrencyLane) -> Ticket? {
        guard waiting < mostWaiting, lanes.indices.contains(lane.index) else { return nil }
        guard lanes[lane.index].waiting.count < lanes[lane.index].mostWaiting else { return nil }
        lastTicket += 1
        waiting += 1
        lanes[lane.index].waiting.append(lastTicket)
        return lastTicket
    }

    /// Takes a call out of the queue that no longer wants to wait; returns whether it still waited.
    mutating func leave(_ ticket: Ticket, _ lane: ConcurrencyLane) -> Bool {
        guard lanes.indices.contains(lane.index) else { return false }
        guard let place = lanes[lane.index].waiting.firstIndex(of: ticket) else { return false }
        lanes[lane.index].waiting.remove(at: place)
        waiting -= 1
        return true
    }

    /// Gives a slot back, and passes it on to the call that has waited longest of those that may run now.
    mutating func release(_ lane: ConcurrencyLane) -> Ticket? {
        guard lanes.indices.contains(lane.index), lanes[lane.index].running > 0 else { return nil }
        running -= 1
        lanes[lane.index].running -= 1
        guard waiting > 0, let next = nextLane() else { return nil }
        running += 1
        waiting -= 1
        lanes[next].running += 1
        return lanes[next].waiting.removeFirst()
    }

    /// The lane of the oldest ticket whose lane has room.
    private func nextLane() -> Int? {
        var next: Int?
        var oldest = Ticket.max
        for index in lanes.indices where lanes[index].running < lanes[index].bound {
            guard let ticket = lanes[index].waiting.first, ticket < oldest else { continue }
            oldest = ticket
            next = index
        }
        return next
    }
}
