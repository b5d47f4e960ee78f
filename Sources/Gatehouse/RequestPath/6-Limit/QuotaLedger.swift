import GatehouseProtocol
public import Logging
import Synchronization

/// Counts what callers use of their quotas, and writes it to a store in batches.
///
/// A request is counted in memory. What was counted is written some time later (``init(_:writesEvery:whenStoreFails:maximumKept:now:logger:)``),
/// so a process that is killed, or a machine that fails, loses what it counted within that time, and no more; in order
/// it loses nothing, if ``flush()`` is called at the end. With no time at all a request waits until it is written down.
/// The first request of a caller in a period asks the store what was used before.
///
/// Of one store there should be one ledger: several count into the same counts, but each of them learns what the others
/// have counted only when it asks for a caller anew.
public final class QuotaLedger: Sendable {
    /// What happens to requests while the store fails.
    public struct Failure: Sendable, Hashable {
        let isOpen: Bool

        /// They are counted in memory alone, from nothing where the store knows more; what was counted is written when
        /// the store is back.
        public static let open = Failure(isOpen: true)
        /// Those of callers whose count is not known are refused with 503.
        public static let closed = Failure(isOpen: false)
    }

    private struct Entry {
        /// All that is used, written or not.
        var used: Int64
        /// What is not yet written.
        var unwritten: Int64 = 0
        var lastUse: UInt64
    }

    private struct State {
        var entries: [QuotaCount.Key: Entry] = [:]
        var dirty: Set<QuotaCount.Key> = []
        /// What is being written, which must stay in memory until the store has it.
        var underWay: Set<QuotaCount.Key> = []
        var uses: UInt64 = 0
        var isWriting = false
        var nextSweep: Int64 = 0
    }

    private let store: any QuotaStore
    private let delay: Duration
    private let failure: Failure
    private let maximum: Int
    private let now: @Sendable () -> Int64
    private let logger: Logger
    private let state = Mutex(State())

    /// - Parameters:
    ///   - store: Keeps the counts.
    ///   - delay: How long what was counted may wait to be written: what a killed process loses at most. Zero writes
    ///     before the request goes on.
    ///   - failure: What happens to requests while the store fails.
    ///   - maximumKept: The most counts in memory; those longest unused are asked for again.
    ///   - now: The present, in milliseconds since 1970.
    ///   - logger: Takes what goes wrong with the store.
    public init(
        _ store: any QuotaStore = InMemoryQuotaStore(),
        writesEvery delay: Duration = .seconds(1),
        whenStoreFails failure: Failure = .open,
        maximumKept: Int = 100_000,
        now: (@Sendable () -> Int64)? = nil,
        logger: Logger = Logger(label: "gatehouse.quotas")
    ) {
        self.store = store
        self.delay = delay
        self.failure = failure
        maximum = max(16, maximumKept)
        self.now = now ?? { Instant.milliseconds() }
        self.logger = logger
    }

    /// Writes what was counted and not yet written, as before the process ends.
    ///
    /// - Throws: What the store throws; what could not be written is kept.
    public func flush() async throws {
        let changes = takeUnwritten()
        guard !changes.isEmpty else { return }
        do {
            try await store.add(changes)
            state.withLock { $0.underWay.subtract(changes.map(\.key)) }
        } catch {
            putBack(changes)
            throw error
        }
    }

    /// The present, in milliseconds since 1970.
    var time: Int64 { now() }

    /// How many counts are in memory, for tests and metrics.
    public var kept: Int { state.withLock { $0.entries.count } }
}

// MARK: - Deciding

extension QuotaLedger {
    /// One quota of a request.
    private struct Line {
        let rule: QuotaRule
        let key: QuotaCount.Key
        let cost: Int64
    }

    /// Counts a request against the quotas of its policies, or against none where one is used up.
    ///
    /// - Returns: What the strictest says; nothing where there are none.
    /// - Throws: ``Refusal`` with 503 where the store cannot be asked and the ledger is to refuse then.
    func admit(_ charges: inout [Admission.Charge], _ request: Request) async throws(Refusal) -> AdmissionDecision? {
        let time = now()
        let lines = charges.flatMap { self.lines(of: $0, at: time) }
        guard !lines.isEmpty else { return nil }
        for index in charges.indices { charges[index].time = time }
        try await load(lines.map { $0.key })
        let decision = state.withLock { Self.count(lines, at: time, in: &$0) }
        if decision?.isAllowed == true { try await noteUnwritten(at: time) }
        return decision
    }

    /// Counts more, or less, for a request that was counted.
    func correct(_ charge: Admission.Charge, by difference: Int) {
        let lines = self.lines(of: charge, at: charge.time)
        guard !lines.isEmpty else { return }
        state.withLock { state in
            for line in lines { Self.add(Int64(difference), to: line.key, in: &state) }
        }
        schedule()
    }

    /// What a caller has used and may use, without counting anything.
    func preview(_ charge: Admission.Charge) async -> [AdmissionDecision] {
        let time = now()
        let lines = self.lines(of: charge, at: time)
        let used = (try? await store.used(lines.map(\.key))) ?? lines.map { _ in 0 }
        return zip(lines, used).map { line, used in
            let used = state.withLock { $0.entries[line.key]?.used } ?? used
            return Self.decision(line, used: used, at: time)
        }
    }

    private func lines(of charge: Admission.Charge, at time: Int64) -> [Line] {
        charge.policy.quotas.map { rule in
            let period = QuotaPeriod(rule.quota.period, at: time)
            return Line(
                rule: rule,
                key: .init(subject: "\(rule.name) \(charge.text)", start: period.start, end: period.end),
                cost: Int64(charge.cost))
        }
    }

    private static func decision(_ line: Line, used: Int64, at time: Int64) -> AdmissionDecision {
        let limit = Int64(line.rule.quota.limit)
        let isAllowed = used + min(line.cost, limit) <= limit
        let remaining = max(0, limit - used - (isAllowed ? line.cost : 0))
        return AdmissionDecision(
            isAllowed: isAllowed, quota: line.rule, remaining: Int(remaining), at: time, cost: Int(line.cost))
    }

    private static func count(_ lines: [Line], at time: Int64, in state: inout State) -> AdmissionDecision? {
        var strictest: AdmissionDecision?
        for line in lines {
            let decision = decision(line, used: state.entries[line.key]?.used ?? 0, at: time)
            if decision.isStricter(than: strictest) { strictest = decision }
        }
        guard strictest?.isAllowed == true else { return strictest }
        for line in lines { add(line.cost, to: line.key, in: &state) }
        return strictest
    }

    private static func add(_ cost: Int64, to key: QuotaCount.Key, in state: inout State) {
        state.uses &+= 1
        var entry = state.entries[key] ?? Entry(used: 0, lastUse: 0)
        let change = max(cost, -entry.used)
        entry.used = min(entry.used + change, 1 << 60)
        entry.unwritten = min(entry.unwritten + change, 1 << 60)
        entry.lastUse = state.uses
        state.entries[key] = entry
        if change != 0 { state.dirty.insert(key) }
    }
}

// MARK: - The store

extension QuotaLedger {
    /// Asks the store about what is not in memory.
    private func load(_ keys: [QuotaCount.Key]) async throws(Refusal) {
        let unknown = state.withLock { state in keys.filter { state.entries[$0] == nil } }
        guard !unknown.isEmpty else { return }
        let used: [Int64]
        do {
            used = try await store.used(unknown)
        } catch {
            logger.error("the store of quotas cannot be read", metadata: ["error": "\(error)"])
            guard failure.isOpen else { throw Self.refusal }
            used = unknown.map { _ in 0 }
        }
        state.withLock { state in
            for (key, used) in zip(unknown, used) where state.entries[key] == nil {
                if state.entries.count >= maximum { Self.forget(&state, at: now()) }
                state.uses &+= 1
                state.entries[key] = Entry(used: max(0, used), lastUse: state.uses)
            }
        }
    }

    private static var refusal: Refusal {
        Refusal(
            .limit, status: 503,
            error: JSONRPCError(
                .overloaded, "What you have used of your quota is not known at the moment; retry in 1 s",
                data: ["retryAfterMs": 1_000]),
            fields: [Reply.Field("Retry-After", "1")])
    }

    /// Makes room: drops periods that are over, or else a quarter of what is written, that which is longest unused.
    private static func forget(_ state: inout State, at time: Int64) {
        let written = state.entries.filter {
            !state.dirty.contains($0.key) && !state.underWay.contains($0.key)
        }
        let ended = written.keys.filter { $0.end <= time }
        for key in ended { state.entries[key] = nil }
        guard ended.isEmpty else { return }
        let oldest = written.sorted { $0.value.lastUse < $1.value.lastUse }.prefix(max(1, state.entries.count / 4))
        for entry in oldest { state.entries[entry.key] = nil }
    }

    private func noteUnwritten(at time: Int64) async throws(Refusal) {
        guard delay <= .zero else { return schedule() }
        do {
            try await flush()
        } catch {
            logger.error("the store of quotas cannot be written", metadata: ["error": "\(error)"])
            guard failure.isOpen else { throw Self.refusal }
        }
    }

    /// Writes after the delay, once for everything that is counted until then.
    private func schedule() {
        let mustStart = state.withLock { state in
            defer { state.isWriting = true }
            return !state.isWriting && !state.dirty.isEmpty
        }
        guard mustStart else { return }
        // The task ends when everything is written; nobody needs to wait for it.
        Task.detached { [self] in
            repeat {
                // Nothing cancels this task but the end of the process.
                try? await Task.sleep(for: max(delay, .milliseconds(1)))
                await writeAndSweep()
            } while goesOn()
        }
    }

    private func goesOn() -> Bool {
        state.withLock { state in
            state.isWriting = !state.dirty.isEmpty
            return state.isWriting
        }
    }

    private func writeAndSweep() async {
        do {
            try await flush()
            let time = now()
            let isDue = state.withLock { state in
                guard time >= state.nextSweep else { return false }
                state.nextSweep = time + 3_600_000
                return true
            }
            // What ended a day ago is of no use to anybody, also where clocks differ.
            if isDue { _ = try await store.removeEnded(at: time - 86_400_000, limit: 10_000) }
        } catch {
            logger.error("the store of quotas cannot be written", metadata: ["error": "\(error)"])
        }
    }

    private func takeUnwritten() -> [QuotaCount] {
        state.withLock { state in
            let changes = state.dirty.compactMap { key -> QuotaCount? in
                guard let entry = state.entries[key], entry.unwritten != 0 else { return nil }
                state.entries[key]?.unwritten = 0
                return QuotaCount(key, used: entry.unwritten)
            }
            state.underWay.formUnion(state.dirty)
            state.dirty = []
            return changes
        }
    }

    private func putBack(_ changes: [QuotaCount]) {
        state.withLock { state in
            for change in changes {
                var entry = state.entries[change.key] ?? Entry(used: change.used, lastUse: 0)
                entry.unwritten += change.used
                state.entries[change.key] = entry
                state.dirty.insert(change.key)
                state.underWay.remove(change.key)
            }
        }
    }
}
