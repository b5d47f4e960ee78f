import GatehouseProtocol
public import Logging
import Synchronization

/// Limits that several servers count together in one store, and what a server does while it cannot reach the store.
///
/// A store that fails, or does not answer in time, is left alone for a second or so; meanwhile, and for the request that
/// has found it out, the server does as ``Failure`` says.
public final class SharedRateLimits: Sendable {
    /// What happens to requests while the store cannot be reached.
    public struct Failure: Sendable, Hashable {
        /// The part of each limit that a server gives by itself; nothing where it refuses.
        let servers: Int?

        /// Each server counts by itself, and gives its part of every limit's quota and burst, at least one.
        ///
        /// - Parameter servers: How many servers share the store.
        public static func countsAlone(of servers: Int) -> Failure { Failure(servers: max(1, servers)) }
        /// Every request that has a limit is refused, with 503.
        public static let refuses = Failure(servers: nil)
    }

    private let store: any RateLimitStore
    private let failure: Failure
    /// How long a request waits for the store.
    public let timeout: Duration
    private let retry: Duration
    private let clock: any Clock<Duration>
    private let elapsed: @Sendable () -> Duration
    private let alone: RateLimiter
    private let deadlines: Deadlines
    private let logger: Logger
    private let state = Mutex(State())

    private struct State {
        /// Until when the store is left alone.
        var closedUntil: Duration?
        /// The rules of a server by itself, for the rules of all: as many as there are limits.
        var parts: [RateLimitPart: RateLimitRule] = [:]
    }

    private struct RateLimitPart: Hashable {
        let scope: UInt32
        let limit: RateLimit
    }

    /// - Parameters:
    ///   - store: Counts for all servers.
    ///   - failure: What happens while it cannot be reached.
    ///   - timeout: How long a request waits for it.
    ///   - retry: For how long it is left alone when it has failed; up to a quarter more, by chance, so that servers do not
    ///     come back to it together.
    ///   - clock: Measures both.
    public init<C: Clock>(
        _ store: any RateLimitStore,
        whenStoreFails failure: Failure,
        timeout: Duration = .milliseconds(250),
        retry: Duration = .seconds(1),
        clock: C = ContinuousClock(),
        logger: Logger = Logger(label: "gatehouse.limits")
    ) where C.Duration == Duration {
        self.store = store
        self.failure = failure
        self.timeout = timeout
        self.retry = retry
        self.clock = clock
        let start = clock.now
        let elapsed = { @Sendable in start.duration(to: clock.now) }
        self.elapsed = elapsed
        alone = RateLimiter {
            let (seconds, attoseconds) = elapsed().components
            return seconds &* 1_000_000_000 &+ attoseconds / 1_000_000_000
        }
        deadlines = Deadlines(clock: clock, tick: .milliseconds(5))
        self.logger = logger
    }

    /// Decides about a request.
    func admit(_ charges: [Admission.Charge], _ request: Request) async throws(Refusal) -> AdmissionDecision? {
        let lines = charges.flatMap { charge in
            charge.rules.map { Line(charge: charge, rule: $0, demand: Self.demand(charge, $0, charge.cost)) }
        }
        guard !lines.isEmpty else { return nil }
        if isOpen, let answers = await ask(lines.map(\.demand)) { return Self.decision(lines, answers) }
        guard failure.servers != nil else { throw Self.refusal }
        return countAlone(lines)
    }

    /// Counts more or less than a request was admitted with. Where the store cannot be reached it is not counted.
    func correct(_ corrections: [(Admission.Charge, Int)]) async {
        let demands = corrections.flatMap { charge, cost in charge.rules.map { Self.demand(charge, $0, cost) } }
        guard !demands.isEmpty, isOpen else { return }
        do {
            try await store.correct(demands)
        } catch {
            close(error)
        }
    }

    private struct Line {
        let charge: Admission.Charge
        let rule: RateLimitRule
        let demand: RateLimitDemand
    }

    private static func demand(_ charge: Admission.Charge, _ rule: RateLimitRule, _ cost: Int) -> RateLimitDemand {
        RateLimitDemand(key: "\(rule.name) \(rule.limit) \(charge.text)", limit: rule.limit, cost: cost)
    }

    private static func decision(_ lines: [Line], _ answers: [RateLimitAnswer]) -> AdmissionDecision? {
        var strictest: AdmissionDecision?
        for (line, answer) in zip(lines, answers) {
            let decision = AdmissionDecision(
                isAllowed: answer.wait <= .zero, rule: line.rule, remaining: answer.remaining,
                reset: answer.wait > .zero ? answer.wait : answer.reset, cost: line.demand.cost)
            if decision.isStricter(than: strictest) { strictest = decision }
        }
        return strictest
    }

    private static var refusal: Refusal {
        Refusal(
            .limit, status: 503,
            error: JSONRPCError(
                .overloaded, "Limits cannot be counted at the moment; retry in 1 s", data: ["retryAfterMs": 1_000]),
            fields: [Reply.Field("Retry-After", "1")])
    }
}

// MARK: - The store

extension SharedRateLimits {
    /// Whether the store may be asked. The first one after a pause is the only one that tries it.
    private var isOpen: Bool {
        let now = elapsed()
        return state.withLock { state in
            guard let until = state.closedUntil else { return true }
            guard now >= until else { return false }
            state.closedUntil = now + timeout + retry
            return true
        }
    }

    /// The store's answers; nothing where it fails or is late.
    private func ask(_ demands: [RateLimitDemand]) async -> [RateLimitAnswer]? {
        let race = Race<[RateLimitAnswer]>()
        let task = Task {
            do { race.end(.returned(try await store.admit(demands))) } catch { race.end(.threw(error)) }
        }
        let ending = await race.ending(of: task, within: timeout, by: deadlines, survivesCancellation: true)
        switch ending {
        case .returned(let answers) where answers.count == demands.count:
            state.withLock { $0.closedUntil = nil }
            return answers
        case .threw(let error): close(error)
        default: close(StoreFault(description: "no answer within \(timeout)"))
        }
        return nil
    }

    private struct StoreFault: Error, CustomStringConvertible {
        let description: String
    }

    private func close(_ error: any Error) {
        let pause = retry + retry * Double.random(in: 0...0.25)
        let until = elapsed() + pause
        let wasOpen = state.withLock { state in
            defer { state.closedUntil = until }
            return state.closedUntil == nil
        }
        if wasOpen {
            logger.error("the store of rate limits cannot be reached", metadata: ["error": "\(error)"])
        }
    }

    /// Counts by this server's part of the limits.
    private func countAlone(_ lines: [Line]) -> AdmissionDecision? {
        var counted: [(RateLimitKey, RateLimitRule, Int, RateLimitDecision)] = []
        var strictest: AdmissionDecision?
        for line in lines {
            let rule = part(of: line.rule)
            let decision = alone.admit(line.charge.key, under: [rule], cost: line.demand.cost)
            if let told = AdmissionDecision(decision, cost: line.demand.cost), told.isStricter(than: strictest) {
                strictest = told
            }
            guard decision.isAllowed else { break }
            counted.append((line.charge.key, rule, line.demand.cost, decision))
        }
        if strictest?.isAllowed == false {
            for (key, rule, cost, decision) in counted { alone.refund(cost, of: decision, to: key, under: [rule]) }
        }
        return strictest
    }

    private func part(of rule: RateLimitRule) -> RateLimitRule {
        let servers = failure.servers ?? 1
        return state.withLock { state in
            let key = RateLimitPart(scope: rule.scope, limit: rule.limit)
            if let part = state.parts[key] { return part }
            let limit = rule.limit
            let part = try? RateLimit(
                quota: max(1, limit.quota / servers), perSeconds: limit.windowSeconds,
                burst: limit.strategy == .bucket ? max(1, limit.burst / servers) : nil, strategy: limit.strategy)
            if state.parts.count >= 1_024 { state.parts = [:] }
            let own = RateLimitRule(name: rule.name, scope: rule.scope, limit: part ?? limit)
            state.parts[key] = own
            return own
        }
    }
}
