/// The policies that apply together to one kind of request, with the fields that describe them.
struct AdmissionRules: Sendable {
    let policies: [AppliedPolicy]
    /// The rules of all policies, where they are but rules for each caller by itself, so that one decision does.
    let plain: [RateLimitRule]?
    /// What a reply tells of the limits, where it is the same for every caller.
    let fields: RateLimitFields

    init(_ policies: [AppliedPolicy]) {
        self.policies = policies
        let rules = policies.flatMap(\.rules)
        plain = policies.allSatisfy(\.isPlain) ? rules : nil
        fields = RateLimitFields(rules: rules)
    }

    /// No limit.
    static let none = AdmissionRules([])
}
