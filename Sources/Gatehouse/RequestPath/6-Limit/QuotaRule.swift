/// A quota as it applies: under the name of its policy.
struct QuotaRule: Sendable, Hashable {
    let quota: Quota
    /// The name that callers see, and that the store keeps counts under.
    let name: String
    /// The name as a String of RFC 9651, quotes and all.
    let quotedName: String

    /// - Parameter name: The policy's name, to which the period is added.
    init(_ quota: Quota, named name: String) {
        self.quota = quota
        self.name = "\(name)-\(quota.period)"
        quotedName = RateLimitFields.quoted(self.name)
    }

    /// The length that header fields tell, in seconds: a month's as it is now.
    func seconds(at milliseconds: Int64) -> Int64 {
        let period = QuotaPeriod(quota.period, at: milliseconds)
        return (period.end - period.start) / 1_000
    }
}
