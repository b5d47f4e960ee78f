/// What the regular expressions of one schema may cost together, so that many of them cost no more than a few.
struct PatternBudget: Sendable {
    /// The most instructions of one expression.
    private let maximumPerPattern: Int
    /// How many instructions all further expressions may have.
    var instructions: Int
    /// How much work may go into tables.
    var automatonWork = 4_000_000

    /// How many of the largest expressions one schema may have.
    private static let largestPatterns = 20

    init(maximumSize: Int) {
        maximumPerPattern = maximumSize
        let (product, overflow) = maximumSize.multipliedReportingOverflow(by: Self.largestPatterns)
        instructions = overflow ? Int.max : product
    }

    /// How many instructions the next expression may have.
    var maximumSize: Int { max(0, min(maximumPerPattern, instructions)) }

    /// What is wrong with an expression that has more.
    var excess: String {
        instructions < maximumPerPattern
            ? "more instructions than the expressions before it leave" : "more than \(maximumPerPattern) instructions"
    }
}
