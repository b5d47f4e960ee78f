/// Something about a value that its type refuses and no schema says.
public struct JSONReadProblem: Sendable, Hashable {
    /// The place, from the value that was read.
    public let pointer: JSONPointer
    /// What is wrong there, as `must be …`.
    public let message: String

    /// Makes a problem.
    public init(pointer: JSONPointer = JSONPointer(), message: String) {
        self.pointer = pointer
        self.message = message
    }
}
