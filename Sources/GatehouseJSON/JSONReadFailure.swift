/// A text that does not become a typed value.
public struct JSONReadFailure: Error, Sendable, Hashable {
    /// What is wrong that the type's schema does not say; often nothing, because the schema says it all.
    ///
    /// At most ``JSONReader/maximumProblems`` of them, in the order in which they were found.
    public let problems: [JSONReadProblem]

    /// Makes a failure.
    public init(problems: [JSONReadProblem] = []) {
        self.problems = problems
    }
}
