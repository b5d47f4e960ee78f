/// The rules that apply together to one kind of request, with the fields that describe them.
struct AdmissionRules: Sendable {
    let rules: [RateLimitRule]
    let fields: RateLimitFields

    init(_ rules: [RateLimitRule]) {
        self.rules = rules
        fields = RateLimitFields(rules: rules)
    }
}
