/// A limit as it applies: under a name that callers see, and in a scope of its own.
///
/// Two rules never share a bucket where their scopes differ. The composition numbers the scopes, for instance one for
/// the server and one for each tool that has limits; where a scope has several limits, each is a rule with its own
/// number.
public struct RateLimitRule: Sendable {
    /// The name of the policy in the `RateLimit` header fields; other characters than visible ASCII become `?`.
    public let name: String
    /// The number that tells this rule's buckets from those of other rules.
    public let scope: UInt32
    public let limit: RateLimit
    /// The limit in the units that are counted in.
    let meter: RateLimitMeter
    /// The name as a String of RFC 9651, quotes and all.
    let quotedName: String

    public init(name: String, scope: UInt32, limit: RateLimit) {
        self.name = name
        self.scope = scope
        self.limit = limit
        meter = RateLimitMeter(limit)
        quotedName = RateLimitFields.quoted(name)
    }

    /// The rules for limits that hold together.
    ///
    /// A single limit has the name as it is; of several, each has its window's seconds after the name, as `tools-60s`.
    ///
    /// - Parameter firstScope: The first rule's scope; each next rule takes the next number.
    public static func rules(named name: String, firstScope: UInt32, limits: [RateLimit]) -> [RateLimitRule] {
        limits.enumerated().map { index, limit in
            RateLimitRule(
                name: limits.count == 1 ? name : "\(name)-\(limit.windowSeconds)s",
                scope: firstScope &+ UInt32(truncatingIfNeeded: index),
                limit: limit
            )
        }
    }
}
