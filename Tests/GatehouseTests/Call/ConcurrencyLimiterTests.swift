import Synchronization
import Testing

@testable import Gatehouse

@Suite("The concurrency limiter")
struct ConcurrencyLimiterTests {
    private let clock = TestClock()

    private func limiter(running: Int, waiting: Int = 100) -> ConcurrencyLimiter {
        ConcurrencyLimiter(
            ConcurrencyLimits(
                running: running, waiting: waiting, longestWait: .milliseconds(50), retryAfter: .seconds(2)),
            clock: clock)
    }

    /// Asks for a slot, and tells how that ended; the slot goes back at once.
    private func outcome(_ limiter: ConcurrencyLimiter, _ lane: ConcurrencyLane = .shared) async -> Overloaded.Reason? {
        do throws(Overloaded) {
            let slot = try await limiter.acquire(lane)
            slot.release()
            return nil
        } catch {
            return error.reason
        }
    }

    /// Lets time pass, tick by tick, as the limiter looks at it.
    private func pass(_ time: Duration) async {
        var passed = Duration.zero
        while passed < time {
            #expect(await eventually { clock.sleepers == 1 })
            clock.advance(by: ConcurrencyLimiter.tick)
            passed += ConcurrencyLimiter.tick
        }
    }

    /// Whether so many slots are to be had together, and no more.
    private func canHold(_ count: Int, _ limiter: ConcurrencyLimiter, _ lane: ConcurrencyLane) async -> Bool {
        guard count > 0 else { return !hasRoom(limiter, lane) }
        guard let slot = limiter.tryAcquire(lane) else { return false }
        let others = await canHold(count - 1, limiter, lane)
        slot.release()
        return others
    }

    /// Whether a slot is to be had at once; it goes back.
    private func hasRoom(_ limiter: ConcurrencyLimiter, _ lane: ConcurrencyLane = .shared) -> Bool {
        guard let slot = limiter.tryAcquire(lane) else { return false }
        slot.release()
        return true
    }

    @Test("Where the queue is full, a call is refused at once, with a time to try again")
    func queueFull() async throws {
        let limiter = limiter(running: 1, waiting: 0)
        let slot = try await limiter.acquire()
        await #expect(throws: Overloaded(.queueFull, retryAfter: .seconds(2), position: 1)) {
            try await limiter.withSlot {}
        }
        slot.release()
        #expect(limiter.usage == (0, 0))
    }

    @Test("A call that waits longer than it may is refused, and leaves the queue")
    func waitedTooLong() async throws {
        let limiter = limiter(running: 1)
        let slot = try await limiter.acquire()
        async let waiter = outcome(limiter)
        #expect(await eventually { limiter.usage == (1, 1) })
        await pass(.milliseconds(45))
        #expect(limiter.usage == (1, 1))
        await pass(.milliseconds(10))
        #expect(await waiter == .waitedTooLong)
        #expect(limiter.usage == (1, 0))
        slot.release()
        #expect(limiter.usage == (0, 0))
    }

    @Test("A cancelled call leaves the queue, and takes no slot")
    func cancelled() async throws {
        let limiter = limiter(running: 1)
        let slot = try await limiter.acquire()
        let waiter = Task { await outcome(limiter) }
        #expect(await eventually { limiter.usage.waiting == 1 })
        waiter.cancel()
        #expect(await waiter.value == .cancelled)
        #expect(limiter.usage == (1, 0))
        slot.release()
        #expect(limiter.usage == (0, 0))
    }

    @Test("A task that is cancelled already does not wait")
    func cancelledBefore() async throws {
        let limiter = limiter(running: 1)
        let slot = try await limiter.acquire()
        let waiter = Task {
            #expect(await eventually { Task.isCancelled })
            return await outcome(limiter)
        }
        waiter.cancel()
        #expect(await waiter.value == .cancelled)
        slot.release()
    }

    @Test("Without a free slot there is none to be had at once, in the whole or in the lane")
    func tryAcquire() async throws {
        let limiter = limiter(running: 2)
        let lane = limiter.addLane(running: 1)
        #expect(hasRoom(limiter, lane))
        let first = try await limiter.acquire(lane)
        #expect(!hasRoom(limiter, lane))
        #expect(hasRoom(limiter))
        let second = try await limiter.acquire()
        #expect(!hasRoom(limiter))
        #expect(limiter.usage == (2, 0))
        first.release()
        second.release()
        #expect(limiter.usage == (0, 0))
    }

    @Test("A lane of another limiter has no slots")
    func foreignLane() async {
        let other = self.limiter(running: 1).addLane(running: 1)
        let limiter = limiter(running: 1)
        #expect(!hasRoom(limiter, other))
        #expect(await outcome(limiter, other) == .queueFull)
    }

    @Test("Slots are given in the order of arrival")
    func order() async throws {
        let limiter = limiter(running: 1)
        let order = Order()
        let waiters = try await limiter.withSlot {
            var waiters: [Task<Void, any Error>] = []
            for number in 0..<50 {
                waiters.append(Task { try await limiter.withSlot { order.append(number) } })
                #expect(await eventually { limiter.usage.waiting == number + 1 })
            }
            return waiters
        }
        for waiter in waiters { try await waiter.value }
        #expect(order.numbers == Array(0..<50))
        #expect(limiter.usage == (0, 0))
    }

    @Test("Calls that wait for their own lane do not hold up others")
    func headOfLine() async throws {
        let limiter = limiter(running: 2)
        let lane = limiter.addLane(running: 1)
        let slot = try await limiter.acquire(lane)
        let waiter = Task { await outcome(limiter, lane) }
        #expect(await eventually { limiter.usage.waiting == 1 })
        #expect(await outcome(limiter) == nil)
        slot.release()
        #expect(await waiter.value == nil)
    }

    @Test("A slot goes back when the operation throws")
    func throwing() async {
        let limiter = limiter(running: 1)
        await #expect(throws: CancellationError.self) { try await limiter.withSlot { throw CancellationError() } }
        #expect(limiter.usage == (0, 0))
    }

    @Test("Limits below the least that makes sense become that")
    func leastLimits() {
        let limits = ConcurrencyLimits(running: -4, waiting: -1)
        #expect(limits.running == 1)
        #expect(limits.waiting == 0)
        let limiter = ConcurrencyLimiter(limits, clock: clock)
        let lane = limiter.addLane(running: 0)
        #expect(hasRoom(limiter, lane))
    }

    @Test(
        "With calls cancelled and timed out at random, no slot is lost and no bound crossed", arguments: 0..<UInt64(16))
    func random(seed: UInt64) async {
        var random = SplitMix64(seed: seed)
        let limiter = limiter(
            running: Int.random(in: 1...6, using: &random), waiting: Int.random(in: 0...40, using: &random))
        let bounds = (0..<3).map { _ in Int.random(in: 1...4, using: &random) }
        let lanes = bounds.map { limiter.addLane(running: $0) }
        let tally = Tally(bounds: bounds, total: limiter.limits.running)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<300 {
                let lane = Int.random(in: 0..<3, using: &random)
                let turns = Int.random(in: 0...6, using: &random)
                let patience = Bool.random(using: &random) ? Int.random(in: 0...6, using: &random) : nil
                group.addTask {
                    let call = Task { await run(limiter, lanes[lane], lane, turns, tally) }
                    if let patience {
                        for _ in 0..<patience { await Task.yield() }
                        call.cancel()
                    }
                    await call.value
                }
                if Int.random(in: 0..<20, using: &random) == 0 { clock.advance(by: .milliseconds(60)) }
            }
            // Those that still wait get their slots from those that run.
        }
        #expect(tally.crossed == 0)
        #expect(limiter.usage == (0, 0))
        for (lane, bound) in zip(lanes, bounds) {
            // Every slot of the lane can be had again, as far as the whole has as many.
            #expect(await canHold(min(bound, limiter.limits.running), limiter, lane))
        }
    }
}

/// The numbers of those who ran, in their order.
private final class Order: Sendable {
    private let state = Mutex<[Int]>([])

    var numbers: [Int] { state.withLock { $0 } }

    func append(_ number: Int) {
        state.withLock { $0.append(number) }
    }
}

/// Counts who runs, and how often a bound was crossed.
private final class Tally: Sendable {
    private let state = Mutex((running: [0, 0, 0], crossed: 0))
    private let bounds: [Int]
    private let total: Int

    init(bounds: [Int], total: Int) {
        self.bounds = bounds
        self.total = total
    }

    var crossed: Int { state.withLock { $0.crossed } }

    func begin(_ lane: Int) {
        state.withLock { state in
            state.running[lane] += 1
            if state.running[lane] > bounds[lane] || state.running.reduce(0, +) > total { state.crossed += 1 }
        }
    }

    func end(_ lane: Int) {
        state.withLock { $0.running[lane] -= 1 }
    }
}

/// Runs one call that lasts some turns, if it gets a slot.
private func run(
    _ limiter: ConcurrencyLimiter, _ slots: ConcurrencyLane, _ lane: Int, _ turns: Int, _ tally: Tally
) async {
    do throws(Overloaded) {
        let slot = try await limiter.acquire(slots)
        tally.begin(lane)
        for _ in 0..<turns { await Task.yield() }
        tally.end(lane)
        slot.release()
    } catch {
        #expect(error.retryAfter == .seconds(2))
    }
}
