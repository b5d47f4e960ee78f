/// What a schema says about numbers.
final class NumericRules: Sendable {
    let minimum: NumericBound?
    let maximum: NumericBound?
    let exclusiveMinimum: NumericBound?
    let exclusiveMaximum: NumericBound?
    let multipleOf: NumericBound?

    init(
        minimum: NumericBound?,
        maximum: NumericBound?,
        exclusiveMinimum: NumericBound?,
        exclusiveMaximum: NumericBound?,
        multipleOf: NumericBound?
    ) {
        self.minimum = minimum
        self.maximum = maximum
        self.exclusiveMinimum = exclusiveMinimum
        self.exclusiveMaximum = exclusiveMaximum
        self.multipleOf = multipleOf
    }
}
