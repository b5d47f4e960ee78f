/// What a schema says about strings. Lengths count Unicode code points.
final class StringRules: Sendable {
    let length: CountRange
    let pattern: Pattern?
    let format: StringFormat?

    init(length: CountRange, pattern: Pattern?, format: StringFormat?) {
        self.length = length
        self.pattern = pattern
        self.format = format
    }
}
