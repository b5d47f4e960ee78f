import Testing

@testable import Gatehouse

extension ConcurrencyQueue {
    init(running: Int, runningPerCaller: Int? = nil, waiting: Int) {
        self.init(
            ConcurrencyLimits(
                running: running, runningPerCaller: runningPerCaller, waiting: waiting, longestWait: .milliseconds(250))
        )
    }

    /// The ticket of a call that waits; nothing where it may not.
    mutating func ticket(_ lane: ConcurrencyLane, for caller: RateLimitKey = .nobody) -> Ticket? {
        switch enqueue(lane, for: caller, at: .zero) {
        case .waits(let ticket, _, _), .waitsInPlace(_, let ticket, _, _): ticket
        case .full: nil
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
        let left = [queue.leave(ticket), queue.leave(ticket)]
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
        #expect(order == [many[0], few[0], many[1], few[1], many[2], few[2]])
    }

    @Test("Who has fewer calls running goes first")
    func fewest() {
        var queue = ConcurrencyQueue(running: 4, waiting: 100)
        for _ in 0..<3 { _ = queue.take(.shared, for: alice) }
        _ = queue.take(.shared, for: bob)
        let first = queue.ticket(.shared, for: alice) ?? 0
        let second = queue.ticket(.shared, for: bob) ?? 0
        let given = [queue.release(.shared, for: alice), queue.release(.shared, for: alice)]
        #expect(given == [[second], [first]])
    }

    @Test("In a full queue the caller with the most calls gives its newest up for others, and never for itself")
    func displaced() throws {
        var queue = ConcurrencyQueue(running: 1, waiting: 4)
        _ = queue.take(.shared, for: alice)
        let tickets = (0..<4).map { _ in queue.ticket(.shared, for: alice) }
        let own = queue.enqueue(.shared, for: alice, at: .zero)
        #expect(own == .full)
        guard case .waitsInPlace(let first, _, _, 4) = queue.enqueue(.shared, for: bob, at: .zero),
            case .waitsInPlace(let second, _, _, 4) = queue.enqueue(.shared, for: bob, at: .zero)
        else {
            Issue.record("bob does not wait")
            return
        }
        #expect([first, second] == [tickets[3], tickets[2]])
        let even = queue.enqueue(.shared, for: bob, at: .zero)
        #expect(even == .full)
        #expect(queue.waiting == 4)
    }

    @Test("Where somebody waits without a pause for longer than one may, others wait but shortly")
    func standing() throws {
        var queue = ConcurrencyQueue(running: 1, waiting: 10)
        _ = queue.take(.shared)
        var waits: [Duration] = []
        var tickets: [UInt64] = []
        for time in [0, 250, 251] {
            guard case .waits(let ticket, let wait, _) = queue.enqueue(.shared, at: .milliseconds(time)) else {
                continue
            }
            waits.append(wait)
            tickets.append(ticket)
        }
        #expect(waits == [.milliseconds(250), .milliseconds(250), .milliseconds(10)])
        for ticket in tickets { _ = queue.leave(ticket) }
        guard case .waits(_, let wait, position: 1) = queue.enqueue(.shared, at: .milliseconds(300)) else { return }
        #expect(wait == .milliseconds(250))
    }

    @Test("Callers that come and go leave nothing behind")
    func callers() {
        var queue = ConcurrencyQueue(running: 2, waiting: 2)
        for number in 0..<10_000 {
            let caller = RateLimitKey("caller \(number)")
            _ = queue.take(.shared, for: caller)
            if let ticket = queue.ticket(.shared, for: caller) { _ = queue.leave(ticket, for: caller) }
            _ = queue.release(.shared, for: caller)
        }
        #expect(queue.callerCount == 0)
        #expect(queue.running == 0 && queue.waiting == 0)
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
                    model.waiting.append(.init(ticket: ticket, lane: lane, caller: caller))
                }
            case 3:
                guard let waiter = model.waiting.randomElement(using: &random) else { continue }
                let left = queue.leave(waiter.ticket, for: callers[waiter.caller])
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

/// The queue by its definition.
private struct QueueModel {
    struct Waiter: Equatable {
        let ticket: UInt64
        let lane: Int
        let caller: Int
    }

    let bound: Int
    let own: Int
    let lanes: [Int]
    var running: [(lane: Int, caller: Int)] = []
    var waiting: [Waiter] = []
    private var lastTurn = [0, 0, 0, 0]
    private var turns = 0

    init(bound: Int, own: Int, lanes: [Int]) {
        (self.bound, self.own, self.lanes) = (bound, own, lanes)
    }

    func canRun(_ lane: Int, _ caller: Int) -> Bool {
        running.count < bound && running.count { $0.lane == lane } < lanes[lane]
            && running.count { $0.caller == caller } < own
    }

    mutating func run(_ lane: Int, _ caller: Int) {
        running.append((lane, caller))
    }

    mutating func leave(_ waiter: Waiter) {
        waiting.removeAll { $0 == waiter }
        forget(waiter.caller)
    }

    mutating func release(_ lane: Int, _ caller: Int) -> [UInt64] {
        guard let index = running.firstIndex(where: { $0 == (lane, caller) }) else { return [] }
        running.remove(at: index)
        var given: [UInt64] = []
        while let next = waiting.filter({ canRun($0.lane, $0.caller) }).min(by: { rank($0) < rank($1) }) {
            waiting.removeAll { $0 == next }
            run(next.lane, next.caller)
            turns += 1
            lastTurn[next.caller] = turns
            given.append(next.ticket)
        }
        forget(caller)
        return given
    }

    private func rank(_ waiter: Waiter) -> (Int, Int, UInt64) {
        (running.count { $0.caller == waiter.caller }, lastTurn[waiter.caller], waiter.ticket)
    }

    /// Of a caller that has neither a call running nor one waiting nothing is known any longer.
    private mutating func forget(_ caller: Int) {
        if !running.contains(where: { $0.caller == caller }), !waiting.contains(where: { $0.caller == caller }) {
            lastTurn[caller] = 0
        }
    }
}
