import GatehouseJSON
import GatehouseProtocol

/// A request that its caller may make now.
struct Admitted: Sendable {
    let authorized: Authorized
    /// What the reply tells the caller about its limits.
    let fields: [Reply.Field]

    fileprivate init(authorized: Authorized, fields: [Reply.Field]) {
        self.authorized = authorized
        self.fields = fields
    }
}

/// Step 6: counts the request against the limits of the server and of the tool, per caller.
///
/// Over a limit the answer is 429 with the header fields of draft-ietf-httpapi-ratelimit-headers, and the same numbers
/// in the error's data, so that clients on stdio and models see them too.
struct Admit: Sendable {
    private let limiter: RateLimiter
    /// The rules of what has none of its own.
    private let general: AdmissionRules

    /// - Parameter server: The rules of every caller for all requests together.
    init(limiter: RateLimiter, server: [RateLimitRule]) {
        self.limiter = limiter
        general = AdmissionRules(server)
    }

    func callAsFunction(_ authorized: Authorized) throws(Refusal) -> Admitted {
        let rules = rules(for: authorized.routed.target)
        guard !rules.rules.isEmpty else { return Admitted(authorized: authorized, fields: []) }
        let decision = limiter.admit(authorized.routed.caller.principal.identity, under: rules.rules)
        let fields = rules.fields.fields(for: decision)
        guard let retryAfter = decision.retryAfter else { return Admitted(authorized: authorized, fields: fields) }
        throw refusal(decision, retryAfter, fields)
    }

    /// Lets a task run again, whose call was counted when it was made.
    func again(_ authorized: Authorized) -> Admitted {
        Admitted(authorized: authorized, fields: [])
    }

    func rules(for target: Target) -> AdmissionRules {
        if case .tool(let tool) = target { tool.bounds.rules } else { general }
    }

    private func refusal(_ decision: RateLimitDecision, _ retryAfter: Duration, _ fields: [Reply.Field]) -> Refusal {
        let milliseconds = retryAfter.wholeMilliseconds
        let limit = decision.rule.map { $0.limit.description } ?? ""
        let name = decision.rule?.name ?? ""
        return Refusal(
            .limit, status: 429,
            error: JSONRPCError(
                .tooManyRequests, "Too many requests: the limit \"\(name)\" is \(limit); retry in \(milliseconds) ms",
                data: ["retryAfterMs": .integer(milliseconds), "limit": .string(limit), "scope": .string(name)]),
            fields: fields)
    }
}

extension Duration {
    /// The duration in milliseconds, rounded up.
    package var wholeMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        let (milliseconds, overflow) = seconds.multipliedReportingOverflow(by: 1_000)
        guard !overflow else { return .max }
        let rest = attoseconds / 1_000_000_000_000_000
        let roundUp: Int64 = attoseconds % 1_000_000_000_000_000 > 0 ? 1 : 0
        let (sum, isTooLarge) = milliseconds.addingReportingOverflow(rest + roundUp)
        return isTooLarge ? .max : sum
    }

    /// The duration in seconds, rounded up.
    var wholeSeconds: Int64 {
        let (seconds, attoseconds) = components
        return attoseconds > 0 && seconds < .max ? seconds + 1 : seconds
    }
}
