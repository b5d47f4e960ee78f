/// An answer of a client that does not fit its question.
///
/// Where a function lets it pass, the client is told what is wrong: it can send the request again with another answer.
public struct InvalidAnswer: Error, Sendable, Hashable, CustomStringConvertible {
    /// The key of the question.
    public let key: String
    /// What is wrong with the answer.
    public let problem: String

    init(key: String, problem: String) {
        self.key = key
        self.problem = problem
    }

    /// One sentence with the key, which is cut where a client made it long.
    public var description: String { "the answer to \"\(key.prefix(128))\" \(problem)" }
}
