/// The header fields that tell a caller its limits.
///
/// `RateLimit-Policy` and `RateLimit` are those of draft-ietf-httpapi-ratelimit-headers: lists of structured fields (RFC
/// 9651), as `"default";q=60;w=60` and `"default";r=59;t=1`. `Retry-After` is that of RFC 9110, section 10.2.3, in
/// seconds; it equals the parameter `t` of a refusal, as the draft wants it. Where they are asked for there are also
/// `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset`, as older clients know them: the quota, what
/// remains of it, and when there is more, in seconds since 1970.
public struct RateLimitFields: Sendable {
    /// The value of `RateLimit-Policy`; empty where no rule applies.
    public let policy: String

    /// Prepares the fields for the rules that apply together, once.
    public init(rules: [RateLimitRule]) {
        self.init(rules: rules, quotas: [])
    }

    /// - Parameter milliseconds: The present, in milliseconds since 1970, which says how long a month is.
    init(
        rules: [RateLimitRule], quotas: [QuotaRule], at milliseconds: @autoclosure () -> Int64 = Instant.milliseconds()
    ) {
        let items =
            rules.map { "\($0.quotedName);q=\($0.limit.quota);w=\($0.limit.windowSeconds)" }
            + quotas.map { "\($0.quotedName);q=\($0.quota.limit);w=\($0.seconds(at: milliseconds()))" }
        policy = items.joined(separator: ", ")
    }

    /// The fields of the reply to a request; none where no rule applies.
    public func fields(for decision: RateLimitDecision) -> [Reply.Field] {
        AdmissionDecision(decision).map { fields(for: $0) } ?? []
    }

    /// The fields of the reply to a request.
    ///
    /// - Parameter isLegacy: Whether the `X-RateLimit-` fields are among them.
    func fields(for decision: AdmissionDecision, isLegacy: Bool = false) -> [Reply.Field] {
        let seconds = decision.resetSeconds
        var fields = [
            Reply.Field("RateLimit-Policy", policy),
            Reply.Field("RateLimit", Self.state(decision.quotedName, decision.remaining, seconds)),
        ]
        if isLegacy {
            fields.append(Reply.Field("X-RateLimit-Limit", String(decision.quota)))
            fields.append(Reply.Field("X-RateLimit-Remaining", String(decision.remaining)))
            fields.append(Reply.Field("X-RateLimit-Reset", String(Instant.milliseconds() / 1_000 + seconds)))
        }
        if !decision.isAllowed { fields.append(Reply.Field("Retry-After", "\(seconds)")) }
        return fields
    }

    /// The value of `RateLimit`, made as bytes because every reply has one.
    private static func state(_ name: String, _ remaining: some BinaryInteger, _ seconds: Int64) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(name.utf8.count + 48)
        bytes.append(contentsOf: name.utf8)
        bytes.append(contentsOf: ";r=".utf8)
        bytes.append(contentsOf: String(remaining).utf8)
        bytes.append(contentsOf: ";t=".utf8)
        bytes.append(contentsOf: String(seconds).utf8)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A String of RFC 9651, section 4.1.6; what cannot stand in one becomes a question mark.
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\":
                quoted += "\\"
                quoted.unicodeScalars.append(scalar)
            case " "..."~":
                quoted.unicodeScalars.append(scalar)
            default:
                quoted += "?"
            }
        }
        return quoted + "\""
    }
}
