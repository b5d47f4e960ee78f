/// What a schema says about numbers.
final class NumericRules: Sendable {
    let minimum: NumericBound?
    let maximum: NumericBound?
    let exclusiveMinimum: NumericBound?
    let exclusiveMaximum: NumericBound?
    let multipleOf: NumericBound?
    /// What a number must fit.
    let format: NumberFormat?

    init(
        minimum: NumericBound?,
        maximum: NumericBound?,
        exclusiveMinimum: NumericBound?,
        exclusiveMaximum: NumericBound?,
        multipleOf: NumericBound?,
        format: NumberFormat? = nil
    ) {
        self.minimum = minimum
        self.maximum = maximum
        self.exclusiveMinimum = exclusiveMinimum
        self.exclusiveMaximum = exclusiveMaximum
        self.multipleOf = multipleOf
        self.format = format
    }
}
