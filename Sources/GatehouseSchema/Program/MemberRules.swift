/// The keywords that name members: `properties`, `required`, `patternProperties` and `additionalProperties`.
struct MemberRules: Sendable {
    var names: [String] = []
    var schemas: [Int] = []
    var required: [Int] = []
    var patterns: [PatternProperty] = []
    var additional: Int?
}
