import Foundation

@testable import Gatehouse

/// Calls that come at their own rate, whether or not earlier ones are answered, to a queue in simulated time.
struct OverloadSimulation {
    /// Who asks how often, and for how long.
    struct Source {
        var callers: [RateLimitKey]
        var share = ConcurrencyShare.common
        var perSecond: Double
        /// Whether calls come at even distances, and not at random.
        var isEven = false
        /// How long a call takes, in seconds, of which it varies by a fiftieth.
        var hold = 0.04
        var from = 0.0
        var until = 10.0
    }

    /// What became of the calls of a source, in seconds.
    struct Outcome {
        var waits: [Double] = []
        var refusals: [Double] = []

        var success: Double { Double(waits.count) / Double(max(1, waits.count + refusals.count)) }
        var wait: Double { Self.p99(waits) }
        var refusal: Double { Self.p99(refusals) }

        private static func p99(_ values: [Double]) -> Double {
            values.isEmpty ? 0 : values.sorted()[Int(Double(values.count) * 0.99)]
        }
    }

    private enum Event {
        case comes(Int)
        case ends(Int)
        case givesUp(UInt64)
    }

    private struct Call {
        let source: Int
        let caller: RateLimitKey
        let came: Double
        var began = 0.0
    }

    private let limits: ConcurrencyLimits
    private let sources: [Source]
    private var queue: ConcurrencyQueue
    private let lane: ConcurrencyLane
    private var random: SplitMix64
    private var agenda = TurnHeap()
    private var events: [UInt64: Event] = [:]
    private var lastEvent: UInt64 = 0
    private var calls: [Call] = []
    private var waiting: [UInt64: Int] = [:]
    private(set) var outcomes: [Outcome]
    private(set) var mostWaiting = 0

    /// - Parameter seed: What chance makes of it.
    init(_ limits: ConcurrencyLimits, _ sources: [Source], seed: UInt64) {
        (self.limits, self.sources) = (limits, sources)
        queue = ConcurrencyQueue(limits)
        lane = queue.addLane(bound: limits.running)
        random = SplitMix64(seed: seed)
        outcomes = sources.map { _ in Outcome() }
    }

    /// What is left in the queue.
    var left: [Int] { [queue.running, queue.waiting, queue.callerCount] }

    mutating func run() {
        for (index, source) in sources.enumerated() {
            plan(.comes(index), at: source.from + Double.random(in: 0..<0.02, using: &random))
        }
        while let turn = agenda.removeFirst(), let event = events.removeValue(forKey: turn.ticket) {
            switch event {
            case .comes(let source): come(source, turn.start)
            case .ends(let call): end(call, turn.start)
            case .givesUp(let ticket): giveUp(ticket, turn.start)
            }
        }
    }

    private mutating func plan(_ event: Event, at time: Double) {
        lastEvent += 1
        events[lastEvent] = event
        agenda.insert(Turn(start: time, ticket: lastEvent))
    }

    private mutating func come(_ index: Int, _ now: Double) {
        let source = sources[index]
        let chance = source.isEven ? 1 : -log(Double.random(in: .ulpOfOne..<1, using: &random))
        let next = now + chance / source.perSecond
        if next < source.until { plan(.comes(index), at: next) }
        let caller = source.callers[Int.random(in: 0..<source.callers.count, using: &random)]
        calls.append(Call(source: index, caller: caller, came: now))
        guard !queue.take(lane, for: caller, of: source.share) else { return begin(calls.count - 1, now) }
        switch queue.enqueue(lane, for: caller, of: source.share, at: .seconds(now)) {
        case .full, .late: refuse(calls.count - 1, now)
        case .waits(let ticket, _): wait(ticket, now)
        case .waitsInPlace(let other, let ticket, _):
            if let call = waiting.removeValue(forKey: other) { refuse(call, now) }
            wait(ticket, now)
        }
    }

    private mutating func wait(_ ticket: UInt64, _ now: Double) {
        waiting[ticket] = calls.count - 1
        mostWaiting = max(mostWaiting, waiting.count)
        plan(.givesUp(ticket), at: now + limits.longestWait / .seconds(1))
    }

    private mutating func giveUp(_ ticket: UInt64, _ now: Double) {
        guard let call = waiting.removeValue(forKey: ticket), queue.leave(ticket, at: .seconds(now)) else { return }
        refuse(call, now)
    }

    private mutating func refuse(_ call: Int, _ now: Double) {
        outcomes[calls[call].source].refusals.append(now - calls[call].came)
    }

    private mutating func begin(_ call: Int, _ now: Double) {
        calls[call].began = now
        outcomes[calls[call].source].waits.append(now - calls[call].came)
        plan(.ends(call), at: now + sources[calls[call].source].hold * Double.random(in: 0.99..<1.01, using: &random))
    }

    private mutating func end(_ call: Int, _ now: Double) {
        let held = now - calls[call].began
        for ticket in queue.release(lane, for: calls[call].caller, after: held, at: .seconds(now)) {
            if let next = waiting.removeValue(forKey: ticket) { begin(next, now) }
        }
    }
}
