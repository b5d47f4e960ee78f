/// A question that must not be put to a client as it is: a mistake of the function that asks it.
///
/// It never reaches the client; where the function lets it pass, the log has it.
public struct InvalidQuestion: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong with the question, and what would be right.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
