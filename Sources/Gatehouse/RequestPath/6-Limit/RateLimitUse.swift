/// What one shard of callers has used.
struct RateLimitUse {
    var table: RateLimitTable
    var logs: RateLimitLogs

    init(bound: Int) {
        table = RateLimitTable(bound: bound)
        logs = RateLimitLogs(bound: bound)
    }

    /// The time until a request of a cost is admitted by a rule; zero where it is now.
    @inline(__always)
    func wait(_ rule: RateLimitRule, _ key: RateLimitKey, _ cost: Int, at now: Int64) -> Int64 {
        switch rule.meter {
        case .bucket(let pace):
            return pace.wait(at: now, full: .init(table.cell(of: key, in: rule.scope)), cost: cost)
        case .fixed(let window): return window.wait(for: cost, at: now, table.cell(of: key, in: rule.scope))
        case .sliding(let window): return window.wait(for: cost, at: now, table.cell(of: key, in: rule.scope))
        case .moving(let window):
            return window.wait(for: cost, at: now, logs.log(of: key, in: rule.scope, at: now, window))
        }
    }

    /// What stands against a caller where a request of a cost is counted, and where it only would be.
    @inline(__always)
    mutating func charge(
        _ rule: RateLimitRule, _ key: RateLimitKey, _ cost: Int, at now: Int64, counts: Bool
    ) -> RateLimitStanding {
        if case .moving(let window) = rule.meter { return charge(window, rule, key, cost, at: now, counts: counts) }
        let before = table.cell(of: key, in: rule.scope)
        let after: RateLimitCell =
            switch rule.meter {
            case .bucket(let pace): .init(pace.full(afterRequestAt: now, full: .init(before), cost: cost))
            case .fixed(let window): window.charged(cost, at: now, before)
            case .sliding(let window): window.charged(cost, at: now, before)
            case .moving: before
            }
        if counts { table.set(after, of: key, in: rule.scope, at: now) }
        return rule.meter.standing(cost > 0 ? after : before, at: now)
    }

    private mutating func charge(
        _ window: MovingWindow, _ rule: RateLimitRule, _ key: RateLimitKey, _ cost: Int, at now: Int64,
        counts: Bool
    ) -> RateLimitStanding {
        guard counts else {
            var log = logs.log(of: key, in: rule.scope, at: now, window)
            window.charge(cost, at: now, &log)
            return Self.standing(window, log, at: now)
        }
        return logs.change(of: key, in: rule.scope, at: now, window) { log in
            window.charge(cost, at: now, &log)
            return Self.standing(window, log, at: now)
        }
    }

    /// What stands against a caller now.
    func standing(_ rule: RateLimitRule, _ key: RateLimitKey, at now: Int64) -> RateLimitStanding {
        guard case .moving(let window) = rule.meter else {
            return rule.meter.standing(table.cell(of: key, in: rule.scope), at: now)
        }
        return Self.standing(window, logs.log(of: key, in: rule.scope, at: now, window), at: now)
    }

    private static func standing(_ window: MovingWindow, _ log: RateLimitLog, at now: Int64) -> RateLimitStanding {
        let remaining = max(0, window.quota - log.count)
        return RateLimitStanding(
            remaining: remaining,
            next: log.count == 0 ? 0 : max(0, log[max(0, log.count - window.quota)] &+ window.length &- now))
    }

    /// Gives a part of what a request was charged back.
    mutating func refund(
        _ rule: RateLimitRule, _ key: RateLimitKey, _ cost: Int, chargedAt time: Int64, at now: Int64
    ) {
        if case .moving(let window) = rule.meter {
            return logs.change(of: key, in: rule.scope, at: now, window) { $0.remove(time, count: cost) }
        }
        let before = table.cell(of: key, in: rule.scope)
        guard before.nanoseconds > now else { return }
        let after: RateLimitCell =
            switch rule.meter {
            case .bucket(let pace): .init(pace.full(afterRefundOf: cost, full: .init(before)))
            case .fixed(let window): window.refunded(cost, chargedAt: time, at: now, before)
            case .sliding(let window): window.refunded(cost, chargedAt: time, at: now, before)
            case .moving: before
            }
        table.set(after, of: key, in: rule.scope, at: now)
    }
}

extension RateLimitPace.Moment {
    @inline(__always)
    fileprivate init(_ cell: RateLimitCell) {
        self.init(nanoseconds: cell.nanoseconds, fraction: cell.first)
    }
}

extension RateLimitCell {
    @inline(__always)
    fileprivate init(_ moment: RateLimitPace.Moment) {
        self.init(nanoseconds: moment.nanoseconds, first: moment.fraction)
    }
}
