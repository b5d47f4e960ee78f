/// One member of `patternProperties`.
struct PatternProperty: Sendable {
    let pattern: Pattern
    let schema: Int
}
