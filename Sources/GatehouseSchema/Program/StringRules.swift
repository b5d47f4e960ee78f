/// What a schema says about strings. Lengths count Unicode code points.
final class StringRules: Sendable {
    let minimumLength: Int
    let maximumLength: Int
    let pattern: Pattern?
    let format: StringFormat?

    init(minimumLength: Int, maximumLength: Int, pattern: Pattern?, format: StringFormat?) {
        self.minimumLength = minimumLength
        self.maximumLength = maximumLength
        self.pattern = pattern
        self.format = format
    }
}
