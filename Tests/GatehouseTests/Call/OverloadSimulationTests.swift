import Testing

@testable import Gatehouse

/// What a queue in front of 16 slots makes of calls of 40 ms, of which it serves 400 a second.
@Suite("The concurrency limiter's queue under overload", .timeLimit(.minutes(5)))
struct OverloadSimulationTests {
    typealias Source = OverloadSimulation.Source

    private let quiet = RateLimitKey("quiet")
    private let loud = RateLimitKey("loud")
    private let capacity = 400.0

    private func simulate(
        _ sources: [Source], guarantees: [Double] = [], seed: UInt64
    ) -> OverloadSimulation {
        var simulation = OverloadSimulation(
            ConcurrencyLimits(running: 16, longestWait: .milliseconds(200), guarantees: guarantees), sources,
            seed: seed)
        simulation.run()
        #expect(simulation.left == [0, 0, 0])
        return simulation
    }

    @Test(
        "Whatever is asked for, what is served is what can be, soon, and others know at once",
        arguments: [1.1, 2, 5], 0..<UInt64(2))
    func overload(factor: Double, seed: UInt64) {
        let outcome = simulate([Source(callers: [loud], perSecond: factor * capacity)], seed: seed).outcomes[0]
        #expect(Double(outcome.waits.count) >= 0.95 * capacity * 10)
        // Calls wait for less than three times what they take.
        #expect(outcome.wait <= 0.12)
        #expect(outcome.refusal <= 0.001)
    }

    @Test("Below the capacity nobody is refused, at even distances or by chance", arguments: 0..<UInt64(2))
    func normal(seed: UInt64) {
        let even = simulate([Source(callers: [loud], perSecond: 0.95 * capacity, isEven: true)], seed: seed).outcomes[0]
        #expect(even.refusals.isEmpty)
        let random = simulate([Source(callers: [loud], perSecond: 0.8 * capacity)], seed: seed).outcomes[0]
        #expect(random.success >= 0.999)
    }

    @Test("Once overload is over, it is soon as if it had not been", arguments: 0..<UInt64(2))
    func after(seed: UInt64) {
        let sources = [
            Source(callers: [loud], perSecond: 5 * capacity, until: 5),
            Source(callers: [loud], perSecond: 0.5 * capacity, from: 5.3),
        ]
        let outcome = simulate(sources, seed: seed).outcomes[1]
        #expect(outcome.refusals.isEmpty)
        #expect(outcome.wait < 0.01)
    }

    @Test(
        "A caller with a tenth of the capacity is served as if it were alone, however much another one asks for",
        arguments: [5.0, 25], 0..<UInt64(2))
    func fairness(factor: Double, seed: UInt64) {
        for isEven in [true, false] {
            let outcomes = simulate(
                [
                    Source(callers: [quiet], perSecond: 0.1 * capacity, isEven: isEven),
                    Source(callers: [loud], perSecond: factor * capacity),
                ], seed: seed
            ).outcomes
            #expect(outcomes[0].refusals.isEmpty)
            // It waits for a slot to become free, which is no longer than a call takes.
            #expect(outcomes[0].wait <= 0.04)
            #expect(Double(outcomes[0].waits.count + outcomes[1].waits.count) >= 0.95 * capacity * 10)
        }
    }

    @Test("A thousand callers do not keep a group from what it is guaranteed", arguments: [5.0, 25], 0..<UInt64(2))
    func guarantee(factor: Double, seed: UInt64) {
        let many = (0..<1_000).map { RateLimitKey("caller \($0)") }
        let outcomes = simulate(
            [
                Source(callers: [quiet], share: .guaranteed(0), perSecond: 0.1 * capacity, isEven: true),
                Source(callers: many, perSecond: factor * capacity),
            ], guarantees: [0.2], seed: seed
        ).outcomes
        #expect(outcomes[0].refusals.isEmpty)
        #expect(outcomes[0].wait <= 0.04)
        #expect(Double(outcomes[0].waits.count + outcomes[1].waits.count) >= 0.95 * capacity * 10)
    }

    @Test("Of a hundred callers who ask for less than their share all are served, beside one who asks for all")
    func manyQuiet() {
        let many = (0..<100).map { RateLimitKey("caller \($0)") }
        let outcomes = simulate(
            [Source(callers: many, perSecond: 0.7 * capacity), Source(callers: [loud], perSecond: 10 * capacity)],
            seed: 1
        ).outcomes
        #expect(outcomes[0].success >= 0.99)
        #expect(Double(outcomes[0].waits.count + outcomes[1].waits.count) >= 0.95 * capacity * 10)
    }

    @Test("Callers who all ask for more than their share get the same, whatever they ask for")
    func equal() {
        let callers = (0..<8).map { RateLimitKey("caller \($0)") }
        let outcomes = simulate(
            callers.enumerated().map { Source(callers: [$1], perSecond: capacity / 4 * Double(1 << $0)) }, seed: 1
        ).outcomes
        for outcome in outcomes {
            #expect(Double(outcome.waits.count) >= 0.85 * capacity * 10 / 8)
            #expect(Double(outcome.waits.count) <= 1.15 * capacity * 10 / 8)
        }
    }

    @Test("Slots are shared by the time that calls have them, not by their number")
    func time() {
        let outcomes = simulate(
            [
                Source(callers: [quiet], perSecond: 4 * capacity, hold: 0.02),
                Source(callers: [loud], perSecond: 4 * capacity, hold: 0.1),
            ], seed: 1
        ).outcomes
        let (short, long) = (Double(outcomes[0].waits.count) * 0.02, Double(outcomes[1].waits.count) * 0.1)
        #expect(short / long > 0.75 && short / long < 1.33)
    }
}
