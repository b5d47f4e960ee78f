/// Checks that the parts of a condition fit one another.
struct ConditionTyping: Sendable {
    /// What an argument is; throws a sentence where there is none of that name.
    let argument: @Sendable ([String], ConditionError.Position) throws(ConditionError) -> ConditionType

    /// Whatever the arguments are.
    static let ofAnyArguments = ConditionTyping { _, _ throws(ConditionError) in .unknown }

    /// Checks a whole condition.
    func check(_ node: ConditionNode, at position: ConditionError.Position) throws(ConditionError) {
        try expect(.boolean, of: node, at: position, by: "a condition")
    }

    private func expect(
        _ expected: ConditionType,
        of node: ConditionNode,
        at position: ConditionError.Position,
        by what: String
    ) throws(ConditionError) {
        let type = try type(of: node, at: position)
        guard type.mayBe(expected) else {
            throw ConditionError("\(what) wants \(expected.phrase), and this is \(type.phrase)", at: position)
        }
    }

    private func type(
        of node: ConditionNode,
        at position: ConditionError.Position
    ) throws(ConditionError) -> ConditionType {
        switch node {
        case .literal(let value): return ConditionType(value)
        case .caller(let attribute): return attribute.type
        case .claim: return .unknown
        case .argument(let path, let place): return try argument(path, place)
        case .size(let part):
            let type = try type(of: part, at: position)
            guard type.mayBe(.list) || type.mayBe(.string) || type.mayBe(.object) else {
                throw ConditionError(
                    "size wants a list, a string or an object, and this is \(type.phrase)", at: position)
            }
            return .number
        case .exists(let part):
            _ = try type(of: part, at: position)
            return .boolean
        case .not(let part):
            try expect(.boolean, of: part, at: position, by: "not")
            return .boolean
        case .all(let parts):
            for part in parts { try expect(.boolean, of: part, at: position, by: "and") }
            return .boolean
        case .any(let parts):
            for part in parts { try expect(.boolean, of: part, at: position, by: "or") }
            return .boolean
        case .compare(let comparison, let left, let right, let place):
            try check(comparison, try type(of: left, at: place), try type(of: right, at: place), at: place)
            return .boolean
        }
    }

    private func check(
        _ comparison: ConditionNode.Comparison,
        _ left: ConditionType,
        _ right: ConditionType,
        at position: ConditionError.Position
    ) throws(ConditionError) {
        let fits: Bool =
            switch comparison {
            case .equal, .notEqual: left == .null || right == .null || left.mayBe(right)
            case .less, .lessOrEqual, .greater, .greaterOrEqual: left.mayBe(.number) && right.mayBe(.number)
            case .isIn: right.mayBe(.list) && left != .list
            case .startsWith, .endsWith: left.mayBe(.string) && right.mayBe(.string)
            }
        guard !fits else { return }
        let wants: String =
            switch comparison {
            case .equal, .notEqual: "wants two values of one type"
            case .isIn: "wants a value and a list"
            case .startsWith, .endsWith: "wants two strings"
            default: "wants two numbers"
            }
        throw ConditionError(
            "\(comparison.rawValue) \(wants), and these are \(left.phrase) and \(right.phrase)", at: position)
    }
}
