/// Why a condition cannot be used: what is wrong, where, and what would be right.
public struct ConditionError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A place in a condition's text.
    public struct Position: Sendable, Hashable, CustomStringConvertible {
        /// The line, from 1 on.
        public let line: Int
        /// The column, from 1 on, in Unicode scalars.
        public let column: Int

        init(line: Int, column: Int) {
            self.line = line
            self.column = column
        }

        public var description: String { "line \(line), column \(column)" }
    }

    /// Where it is wrong.
    public let position: Position
    /// What is wrong and what would be right, without a full stop.
    public let message: String

    init(_ message: String, at position: Position) {
        self.message = message
        self.position = position
    }

    public var description: String { "\(position): \(message)" }
}
