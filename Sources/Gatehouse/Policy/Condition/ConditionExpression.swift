import GatehouseJSON

/// A condition over a request's arguments and its caller, read from text: `args.amount < 1000`,
/// `args.author == caller.subject`, `"ops" in caller.groups and not exists(args.force)`.
///
/// Conditions are small and total: no loops, no variables, no functions but `size` and `exists`, and bounds on length,
/// depth and the number of parts; whatever a request brings, working one out ends, in time in proportion to what it looks
/// at. What is missing is `null`. A comparison with something that is missing is undecided, unless it is one with the word
/// `null`, and so is an order of values that are no numbers; a rule that allows does not apply where its condition is
/// undecided, and one that denies does.
public struct ConditionExpression: Sendable, Hashable, CustomStringConvertible {
    /// The text that it was read from.
    public let description: String
    let node: ConditionNode

    /// Reads a condition.
    ///
    /// - Throws: ``ConditionError`` with the line and the column, for what is no condition, for a name that there is not, and
    ///   where values are compared that are never of one kind.
    public init(parsing text: String) throws(ConditionError) {
        description = text
        node = try ConditionParser.parse(text)
    }

    /// Whether it looks at arguments; one that does not is decided by the caller alone.
    public var usesArguments: Bool { node.usesArguments }

    /// Checks the arguments that are named against those that there are.
    func check(_ shape: ArgumentShape) throws(ConditionError) {
        let typing = ConditionTyping { path, position throws(ConditionError) in try shape.type(of: path, at: position) }
        try typing.check(node, at: ConditionError.Position(line: 1, column: 1))
    }
}
