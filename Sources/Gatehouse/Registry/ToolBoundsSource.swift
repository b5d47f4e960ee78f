import Synchronization

/// Makes the bounds of tools as they are registered.
final class ToolBoundsSource: Sendable {
    private let limiter: ConcurrencyLimiter
    private let defaultRunning: Int
    private let server: [RateLimitRule]
    private let nextScope: Mutex<UInt32>

    /// - Parameters:
    ///   - limiter: Bounds the calls that run at once.
    ///   - running: How many calls of a tool run at once where it says nothing else.
    ///   - server: The rules for all requests, in the scopes from 0 on.
    init(limiter: ConcurrencyLimiter, running: Int, server: [RateLimitRule]) {
        self.limiter = limiter
        defaultRunning = running
        self.server = server
        nextScope = Mutex(UInt32(truncatingIfNeeded: server.count))
    }

    /// The bounds of a tool.
    ///
    /// - Parameters:
    ///   - replaced: The bounds of the tool in whose place it comes. Its lane stays where it has the same width, so that
    ///     calls that still run are counted; else there is a new one, and both run until the old calls are over.
    ///   - others: The bounds of all versions of the tool. Versions with the same limits share what a caller has left of
    ///     them: another version is no way around a limit.
    func bounds(of tool: Tool, replacing replaced: ToolBounds?, besides others: [ToolBounds]) -> ToolBounds {
        let running = tool.options.maximumConcurrentCalls ?? defaultRunning
        let lane =
            if let kept = replaced?.lane, kept.running == running { kept } else { ToolLane(limiter, running: running) }
        let limits = tool.options.limits.limits
        let own = others.first { $0.limits == limits }?.own ?? rules(named: tool.name, limits)
        return ToolBounds(lane: lane, limits: limits, rules: AdmissionRules(server + own), own: own)
    }

    /// Rules in scopes that no other tool has. Numbers come again only after four thousand million others.
    private func rules(named name: String, _ limits: [RateLimit]) -> [RateLimitRule] {
        let first = nextScope.withLock { next in
            let count = UInt32(truncatingIfNeeded: limits.count)
            let (after, overflow) = next.addingReportingOverflow(count)
            let first = overflow ? UInt32(truncatingIfNeeded: server.count) : next
            next = overflow ? first &+ count : after
            return first
        }
        return RateLimitRule.rules(named: name, firstScope: first, limits: limits)
    }
}
