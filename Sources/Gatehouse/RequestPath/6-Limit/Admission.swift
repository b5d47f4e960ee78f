/// What a request was admitted with, to be corrected when it is known what it really cost.
final class Admission: Sendable {
    /// What a policy counted.
    struct Charge: Sendable {
        let policy: AppliedPolicy
        let key: RateLimitKey
        let text: String
        let rules: [RateLimitRule]
        let cost: Int
        var decision: RateLimitDecision?
        /// When the quotas were charged, in milliseconds since 1970.
        var time: Int64 = 0
    }

    let charges: [Charge]

    init(_ charges: [Charge]) {
        self.charges = charges
    }

    /// Whether any of the charges may turn out to be another one.
    var isCorrected: Bool { charges.contains { $0.policy.cost?.isCorrected ?? false } }
}
