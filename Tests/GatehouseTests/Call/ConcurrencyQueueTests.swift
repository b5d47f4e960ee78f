import Testing

@testable import Gatehouse

extension ConcurrencyQueue {
    init(running: Int, runningPerCaller: Int? = nil, waiting: Int, guarantees: [Double] = []) {
        self.init(
            ConcurrencyLimits(
                running: running, runningPerCaller: runningPerCaller, waiting: waiting, longestWait: .milliseconds(250),
                guarantees: guarantees))
    }

    /// The ticket of a call that waits; nothing where it may not.
    mutating func ticket(
        _ lane: ConcurrencyLane, for caller: RateLimitKey = .nobody, of share: ConcurrencyShare = .common,
        at now: Duration = .zero
    ) -> Ticket? {
        switch enqueue(lane, for: caller, of: share, at: now) {
        case .waits(let ticket, _), .waitsInPlace(_, let ticket, _): ticket
        case .full, .late: nil
        }
    }
}

@Suite("The concurrency limiter's queue")
struct ConcurrencyQueueTests {
    private let alice = RateLimitKey("alice")
    private let bob = RateLimitKey("bob")
    private let carol = RateLimitKey("carol")

    @Test("The oldest ticket of a caller whose lane has room gets the slot")
    func oldest() {
        var queue = ConcurrencyQueue(running: 2, waiting: 10)
        let narrow = queue.addLane(bound: 1)
        let wide = queue.addLane(bound: 2)
        let taken = [queue.take(narrow), queue.take(wide)]
        #expect(taken == [true, true])
        let first = queue.ticket(narrow) ?? 0
        let second = queue.ticket(wide) ?? 0
        let third = queue.ticket(narrow) ?? 0
        // The narrow lane is full still, so its ticket is passed over.
        let given = [queue.release(wide), queue.release(narrow), queue.release(wide), queue.release(narrow)]
        #expect(given == [[second], [first], [], [third]])
    }

    @Test("One lane takes at most half of the queue")
    func half() {
        var queue = ConcurrencyQueue(running: 1, waiting: 5)
        let lanes = [queue.addLane(bound: 1), queue.addLane(bound: 1)]
        let taken = queue.take(.shared)
        #expect(taken)
        let first = (0..<9).compactMap { _ in queue.ticket(lanes[0]) }
        #expect(first.count == 3)
        let second = (0..<9).compactMap { _ in queue.ticket(lanes[1]) }
        #expect(second.count == 2)
        #expect(queue.waiting == 5)
    }

    @Test("A ticket leaves once only")
    func leaving() throws {
        var queue = ConcurrencyQueue(running: 1, waiting: 1)
        let taken = queue.take(.shared)
        #expect(taken)
        let ticket = try #require({ queue.ticket(.shared) }())
        let second = queue.ticket(.shared)
        #expect(second == nil)
        let left = [queue.leave(ticket, at: .zero), queue.leave(ticket, at: .zero)]
        #expect(left == [true, false])
        let next = queue.release(.shared)
        #expect(next.isEmpty)
    }

    @Test("Giving back what was never taken changes nothing")
    func tooMany() {
        var queue = ConcurrencyQueue(running: 1, waiting: 1)
        let next = queue.release(.shared)
        #expect(next.isEmpty)
        #expect(queue.running == 0)
        let taken = [queue.take(.shared), queue.take(.shared)]
        #expect(taken == [true, false])
    }

    @Test("A caller has no more calls running than it may, and holds up nobody with those that wait")
    func perCaller() {
        var queue = ConcurrencyQueue(running: 3, runningPerCaller: 1, waiting: 10)
        let taken = [queue.take(.shared, for: alice), queue.take(.shared, for: alice), queue.take(.shared, for: bob)]
        #expect(taken == [true, false, true])
        let ticket = queue.ticket(.shared, for: alice) ?? 0
        let third = queue.take(.shared, for: carol)
        #expect(third)
        let given = [queue.release(.shared, for: bob), queue.release(.shared, for: alice)]
        #expect(given == [[], [ticket]])
    }

    @Test("Where one slot less lets two calls run, both do")
    func two() {
        var queue = ConcurrencyQueue(running: 3, runningPerCaller: 1, waiting: 10)
        let lane = queue.addLane(bound: 1)
        _ = queue.take(lane, for: alice)
        let first = queue.ticket(.shared, for: alice) ?? 0
        let second = queue.ticket(lane, for: bob) ?? 0
        let given = queue.release(lane, for: alice)
        #expect(Set(given) == [first, second])
    }

    @Test("Callers take turns, however many calls one of them has waiting")
    func turns() {
        var queue = ConcurrencyQueue(running: 1, waiting: 100)
        _ = queue.take(.shared, for: alice)
        let many = (0..<40).map { _ in queue.ticket(.shared, for: alice) }
        let few = (0..<3).map { _ in queue.ticket(.shared, for: bob) }
        var running = alice
        var order: [UInt64?] = []
        for _ in 0..<6 {
            let next = queue.release(.shared, for: running).first
            running = few.contains(next) ? bob : alice
            order.append(next)
        }
        #expect(order == [few[0], many[0], few[1], many[1], few[2], many[2]])
    }

    @Test("Who has used less of the slots goes first")
    func fewest() {
        var queue = ConcurrencyQueue(running: 4, waiting: 100)
        for _ in 0..<4 { _ = queue.take(.shared, for: alice) }
        let first = queue.ticket(.shared, for: alice) ?? 0
        let second = queue.ticket(.shared, for: bob) ?? 0
        let given = [queue.release(.shared, for: alice), queue.release(.shared, for: alice)]
        #expect(given == [[second], [first]])
    }

    @Test("In a full queue the caller that asks most gives its newest call up for others, and never for itself")
    func displaced() throws {
        var queue = ConcurrencyQueue(running: 1, waiting: 4)
        _ = queue.take(.shared, for: alice)
        let tickets = (0..<4).map { _ in queue.ticket(.shared, for: alice) }
        let own = queue.enqueue(.shared, for: alice, at: .zero)
        #expect(own == .full)
        guard case .waitsInPlace(let first, _, 4) = queue.enqueue(.shared, for: bob, at: .zero),
            case .waitsInPlace(let second, _, 4) = queue.enqueue(.shared, for: bob, at: .zero)
        else {
            Issue.record("bob does not wait")
            return
        }
        #expect([first, second] == [tickets[3], tickets[2]])
        let even = queue.enqueue(.shared, for: bob, at: .zero)
        #expect(even == .full)
        #expect(queue.waiting == 4)
    }

    @Test("Who would wait for longer than one may is refused at once, and who waits for less is not")
    func late() {
        var queue = ConcurrencyQueue(running: 2, waiting: 100)
        let tries = [queue.take(.shared), queue.take(.shared)]
        #expect(tries == [true, true])
        // Calls take 48 ms, so two slots bring ten calls in 250 ms.
        _ = queue.release(.shared, after: 0.048, at: .zero)
        _ = queue.take(.shared)
        let waiting = (0..<10).compactMap { _ in queue.ticket(.shared) }
        #expect(waiting.count == 10)
        let refused = queue.enqueue(.shared, at: .zero)
        #expect(refused == .late)
        // A caller that asks for little comes before those.
        let other = queue.enqueue(.shared, for: bob, at: .zero)
        #expect(other == .waitsInPlace(of: waiting[9], 11, position: 10))
    }

    @Test("The longer there has been a queue, the shorter it may be, until nobody waits any longer")
    func standing() {
        var queue = ConcurrencyQueue(running: 1, waiting: 100)
        _ = queue.take(.shared)
        _ = queue.release(.shared, after: 0.02, at: .zero)
        _ = queue.take(.shared)
        var tickets: [UInt64] = []
        // Twelve calls of 20 ms each are done in 250 ms, seven in what is left of it after 100 ms.
        for _ in 0..<12 { queue.ticket(.shared).map { tickets.append($0) } }
        #expect(tickets.count == 12)
        for _ in 0..<5 { _ = queue.leave(tickets.removeLast(), at: .milliseconds(100)) }
        #expect(queue.enqueue(.shared, at: .milliseconds(100)) == .late)
        // However long it has been, as many may wait as run.
        for _ in 0..<6 { _ = queue.leave(tickets.removeLast(), at: .milliseconds(900)) }
        #expect(queue.enqueue(.shared, at: .milliseconds(900)) == .late)
        for ticket in tickets { _ = queue.leave(ticket, at: .milliseconds(900)) }
        #expect(queue.ticket(.shared, at: .milliseconds(900)) != nil)
        _ = queue.leave(13, at: .milliseconds(900))
        // Time in which nobody waits counts back.
        let after = (0..<20).compactMap { _ in queue.ticket(.shared, at: .milliseconds(1_050)) }
        #expect(after.count == 7)
    }

    @Test("A group has what it is guaranteed while it wants it, and others have it meanwhile")
    func guarantee() {
        var queue = ConcurrencyQueue(running: 4, waiting: 100, guarantees: [0.5])
        let gold = ConcurrencyShare.guaranteed(0)
        let taken = (0..<5).map { _ in queue.take(.shared, for: alice) }
        #expect(taken == [true, true, true, true, false])
        let common = (0..<4).map { _ in queue.ticket(.shared, for: alice) }
        // Whoever is of no group comes before those of the others who ask most, but not before the group.
        let other = queue.ticket(.shared, for: carol)
        let golden = (0..<4).map { _ in queue.ticket(.shared, for: bob, of: gold) }
        let given = (0..<4).map { _ in queue.release(.shared, for: alice).first }
        #expect(given == [golden[0], golden[1], other, common[0]])
    }

    @Test("Callers that come and go leave nothing behind")
    func callers() {
        var queue = ConcurrencyQueue(running: 2, waiting: 2)
        for number in 0..<10_000 {
            let caller = RateLimitKey("caller \(number)")
            _ = queue.take(.shared, for: caller)
            if let ticket = queue.ticket(.shared, for: caller) { _ = queue.leave(ticket, at: .zero) }
            _ = queue.release(.shared, for: caller)
        }
        #expect(queue.callerCount == 0)
        #expect(queue.running == 0 && queue.waiting == 0)
    }

    @Test("Callers are remembered while others wait, and no more than a bound of them")
    func remembered() {
        var queue = ConcurrencyQueue(running: 2, waiting: 10)
        _ = queue.take(.shared, for: alice)
        _ = queue.take(.shared, for: bob)
        _ = queue.ticket(.shared, for: alice)
        var last = bob
        for number in 0..<20_000 {
            let caller = RateLimitKey("caller \(number)")
            _ = queue.ticket(.shared, for: caller)
            let next = queue.release(.shared, for: last)
            #expect(next.count == 1)
            last = caller
        }
        #expect(queue.callerCount > 1_000 && queue.callerCount < 5_000)
        for caller in [last, alice, alice] { _ = queue.release(.shared, for: caller) }
        #expect(queue.callerCount == 0)
    }

    @Test("After any operations nobody waits who could run, and who goes next is as defined", arguments: 0..<UInt64(16))
    func model(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let bound = Int.random(in: 1...5, using: &random)
        let own = Int.random(in: 1...bound, using: &random)
        var queue = ConcurrencyQueue(running: bound, runningPerCaller: own, waiting: 1_000)
        var model = QueueModel(
            bound: bound, own: own, lanes: (0..<3).map { _ in Int.random(in: 1...3, using: &random) })
        let lanes = model.lanes.map { queue.addLane(bound: $0) }
        let callers = (0..<4).map { RateLimitKey("caller \($0)") }
        for _ in 0..<2_000 {
            let (lane, caller) = (Int.random(in: 0..<3, using: &random), Int.random(in: 0..<4, using: &random))
            switch Int.random(in: 0..<5, using: &random) {
            case 0, 1, 2:
                let isTaken = queue.take(lanes[lane], for: callers[caller])
                #expect(isTaken == model.canRun(lane, caller))
                if isTaken {
                    model.run(lane, caller)
                } else if let ticket = queue.ticket(lanes[lane], for: callers[caller]) {
                    model.wait(ticket, lane, caller)
                }
            case 3:
                guard let waiter = model.waiting.randomElement(using: &random) else { continue }
                let left = queue.leave(waiter.ticket, at: .zero)
                #expect(left)
                model.leave(waiter)
            default:
                guard let (lane, caller) = model.running.randomElement(using: &random) else { continue }
                let next = queue.release(lanes[lane], for: callers[caller])
                #expect(next == model.release(lane, caller))
            }
            #expect(queue.running == model.running.count && queue.waiting == model.waiting.count)
            #expect(!model.waiting.contains { model.canRun($0.lane, $0.caller) })
        }
    }
}

/// The queue by its definition, where all calls take the same time and everybody has a call running or waiting.
private struct QueueModel {
    struct Waiter: Equatable {
        let ticket: UInt64
        let lane: Int
        let caller: Int
        let start: Int
    }

    let bound: Int
    let own: Int
    let lanes: [Int]
    var running: [(lane: Int, caller: Int)] = []
    var waiting: [Waiter] = []
    /// What each caller has used, and what it will have used, in calls.
    private var used = [0, 0, 0, 0]
    private var expected = [0, 0, 0, 0]
    private var clock = 0

    init(bound: Int, own: Int, lanes: [Int]) {
        (self.bound, self.own, self.lanes) = (bound, own, lanes)
    }

    func canRun(_ lane: Int, _ caller: Int) -> Bool {
        running.count < bound && running.count { $0.lane == lane } < lanes[lane]
            && running.count { $0.caller == caller } < own
    }

    mutating func run(_ lane: Int, _ caller: Int) {
        run(lane, caller, from: used[caller])
    }

    private mutating func run(_ lane: Int, _ caller: Int, from start: Int) {
        running.append((lane, caller))
        used[caller] = max(used[caller], clock) + 1
        clock = max(clock, start)
    }

    mutating func wait(_ ticket: UInt64, _ lane: Int, _ caller: Int) {
        let own = waiting.contains { $0.caller == caller } ? max(used[caller], expected[caller]) : used[caller]
        let start = max(own, clock)
        expected[caller] = start + 1
        waiting.append(Waiter(ticket: ticket, lane: lane, caller: caller, start: start))
    }

    mutating func leave(_ waiter: Waiter) {
        remove(waiter)
        forget(waiter.caller)
    }

    private mutating func remove(_ waiter: Waiter) {
        waiting.removeAll { $0 == waiter }
        if expected[waiter.caller] == waiter.start + 1 { expected[waiter.caller] = waiter.start }
    }

    mutating func release(_ lane: Int, _ caller: Int) -> [UInt64] {
        guard let index = running.firstIndex(where: { $0 == (lane, caller) }) else { return [] }
        running.remove(at: index)
        var given: [UInt64] = []
        while let next = waiting.filter({ canRun($0.lane, $0.caller) }).min(by: {
            ($0.start, $0.ticket) < ($1.start, $1.ticket)
        }) {
            remove(next)
            run(next.lane, next.caller, from: next.start)
            given.append(next.ticket)
        }
        forget(caller)
        return given
    }

    /// Of a caller without a call that runs or waits it is known only that it has used more than others, while these wait.
    private mutating func forget(_ caller: Int) {
        guard !running.contains(where: { $0.caller == caller }), !waiting.contains(where: { $0.caller == caller })
        else { return }
        if waiting.isEmpty { used[caller] = clock }
        if running.isEmpty, waiting.isEmpty { for caller in used.indices { used[caller] = clock } }
        used[caller] = max(used[caller], clock)
    }
}
