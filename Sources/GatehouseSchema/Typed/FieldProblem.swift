public import GatehouseJSON

/// What a rule that is written in Swift finds wrong with a value. Its message reaches the caller.
public struct FieldProblem: Error, Sendable, Hashable {
    /// The place, from the value that the rule is about.
    public let pointer: JSONPointer
    /// What is wrong there, as `must be …`. It must not repeat a value that is sensitive.
    public let message: String

    /// Makes a problem.
    ///
    /// - Parameters:
    ///   - message: What is wrong, as `must be …`.
    ///   - tokens: The names of the members, and the positions of the elements, on the way to the place.
    public init(_ message: String, at tokens: String...) {
        self.init(message, at: JSONPointer(tokens))
    }

    /// Makes a problem.
    public init(_ message: String, at pointer: JSONPointer) {
        self.pointer = pointer
        self.message = message
    }
}
