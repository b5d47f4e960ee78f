import GatehouseJSON

/// Reads a condition, by recursive descent that is bounded in depth and size.
///
/// ```
/// condition  = conjunction { ("or" | "||") conjunction }
/// conjunction = negation { ("and" | "&&") negation }
/// negation   = ("not" | "!") negation | comparison
/// comparison = operand [ operator operand ]
/// operator   = "==" | "!=" | "<" | "<=" | ">" | ">=" | ["not"] "in" | "starts_with" | "ends_with"
/// operand    = literal | list | path | ("size" | "exists") "(" operand ")" | "(" condition ")"
/// path       = ("args" | "caller") step { step }
/// step       = "." name | "[" string "]"
/// list       = "[" [ literal { "," literal } ] "]"
/// literal    = string | number | "true" | "false" | "null"
/// ```
struct ConditionParser {
    /// The most bytes of a condition.
    static let maximumBytes = 4_096
    /// How deep brackets and negations may be nested.
    static let maximumDepth = 32
    /// The most operands and operators of a condition.
    static let maximumParts = 256

    private let tokens: [ConditionToken]
    private var next = 0
    private var depth = 0
    private var parts = 0

    private init(_ tokens: [ConditionToken]) {
        self.tokens = tokens
    }

    static func parse(_ text: String) throws(ConditionError) -> ConditionNode {
        let start = ConditionError.Position(line: 1, column: 1)
        guard text.utf8.count <= maximumBytes else {
            throw ConditionError(
                "a condition has at most \(maximumBytes) bytes, and this one \(text.utf8.count)", at: start)
        }
        var parser = ConditionParser(try ConditionLexer.tokens(of: text))
        let node = try parser.condition()
        guard parser.current.kind == .end else {
            throw ConditionError(
                "expected and, or or the end of the condition, found \(parser.current.phrase)",
                at: parser.current.position)
        }
        try ConditionTyping.ofAnyArguments.check(node, at: start)
        return node
    }

    // MARK: Words

    private var current: ConditionToken {
        // The end is the last word, and is never passed.
        next < tokens.count ? tokens[next] : ConditionToken(kind: .end, position: .init(line: 1, column: 1))
    }

    private mutating func advance() {
        if next < tokens.count - 1 { next += 1 }
    }

    private mutating func take(_ words: String...) -> Bool {
        switch current.kind {
        case .name(let text), .symbol(let text):
            guard words.contains(text) else { return false }
            advance()
            return true
        default: return false
        }
    }

    private mutating func expect(_ symbol: String, _ why: String) throws(ConditionError) {
        guard take(symbol) else {
            throw ConditionError("expected \"\(symbol)\" \(why), found \(current.phrase)", at: current.position)
        }
    }

    private mutating func count(at position: ConditionError.Position) throws(ConditionError) {
        parts += 1
        guard parts <= Self.maximumParts else {
            throw ConditionError("a condition has at most \(Self.maximumParts) parts", at: position)
        }
    }

    private mutating func descend<Value>(
        _ read: (inout ConditionParser) throws(ConditionError) -> Value
    ) throws(ConditionError) -> Value {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else {
            throw ConditionError("a condition is nested at most \(Self.maximumDepth) deep", at: current.position)
        }
        return try read(&self)
    }

    // MARK: Logic

    private mutating func condition() throws(ConditionError) -> ConditionNode {
        var nodes = [try conjunction()]
        while take("or", "||") { nodes.append(try conjunction()) }
        return nodes.count == 1 ? nodes[0] : .any(nodes)
    }

    private mutating func conjunction() throws(ConditionError) -> ConditionNode {
        var nodes = [try negation()]
        while take("and", "&&") { nodes.append(try negation()) }
        return nodes.count == 1 ? nodes[0] : .all(nodes)
    }

    private mutating func negation() throws(ConditionError) -> ConditionNode {
        let position = current.position
        guard take("not", "!") else { return try comparison() }
        try count(at: position)
        return .not(try descend { parser throws(ConditionError) in try parser.negation() })
    }

    private mutating func comparison() throws(ConditionError) -> ConditionNode {
        let left = try operand()
        let position = current.position
        guard let (comparison, isNegated) = try takeComparison() else { return left }
        let node = ConditionNode.compare(comparison, left, try operand(), at: position)
        if case .symbol(let symbol) = current.kind, ConditionNode.Comparison(rawValue: symbol) != nil {
            throw ConditionError("comparisons cannot be chained; join them with and", at: current.position)
        }
        return isNegated ? .not(node) : node
    }

    private mutating func takeComparison() throws(ConditionError) -> (ConditionNode.Comparison, isNegated: Bool)? {
        switch current.kind {
        case .name("not"):
            advance()
            try expect("in", "behind not")
            return (.isIn, true)
        case .name(let word), .symbol(let word):
            guard let comparison = ConditionNode.Comparison(rawValue: word) else { return nil }
            advance()
            return (comparison, false)
        default: return nil
        }
    }

    // MARK: Operands

    private mutating func operand() throws(ConditionError) -> ConditionNode {
        let token = current
        try count(at: token.position)
        if let literal = takeLiteral() { return .literal(literal) }
        switch token.kind {
        case .symbol("("):
            advance()
            let node = try descend { parser throws(ConditionError) in try parser.condition() }
            try expect(")", "to close the bracket")
            return node
        case .symbol("["): return .literal(.array(try list()))
        case .name(let name):
            advance()
            return try named(name, at: token.position)
        default:
            throw ConditionError(
                "expected a value such as args.id or \"text\", found \(token.phrase)", at: token.position)
        }
    }

    private mutating func takeLiteral() -> JSONValue? {
        let value: JSONValue? =
            switch current.kind {
            case .string(let text): .string(text)
            case .number(let number): number
            case .name("true"): .bool(true)
            case .name("false"): .bool(false)
            case .name("null"): .null
            default: nil
            }
        if value != nil { advance() }
        return value
    }

    private mutating func list() throws(ConditionError) -> [JSONValue] {
        var values: [JSONValue] = []
        advance()
        while !take("]") {
            if !values.isEmpty { try expect(",", "between the values of a list") }
            try count(at: current.position)
            guard let value = takeLiteral() else {
                throw ConditionError("a list holds strings, numbers, true, false and null", at: current.position)
            }
            values.append(value)
        }
        return values
    }

    private mutating func named(
        _ name: String,
        at position: ConditionError.Position
    ) throws(ConditionError) -> ConditionNode {
        switch name {
        case "size", "exists":
            try expect("(", "behind \(name)")
            let part = try descend { parser throws(ConditionError) in try parser.operand() }
            try expect(")", "behind the value of \(name)")
            return name == "size" ? .size(part) : .exists(part)
        case "args":
            let path = try path(of: name)
            return .argument(path, at: position)
        case "caller": return try caller(try path(of: name), at: position)
        default:
            throw ConditionError(
                "unknown name \"\(name.prefix(64))\"; a condition knows args, caller, size, exists", at: position)
        }
    }

    private mutating func path(of root: String) throws(ConditionError) -> [String] {
        var steps: [String] = []
        while true {
            let position = current.position
            if take(".") {
                guard case .name(let name) = current.kind else {
                    throw ConditionError(
                        "expected a name behind the dot, found \(current.phrase)", at: current.position)
                }
                advance()
                steps.append(name)
            } else if !steps.isEmpty || current.kind == .symbol("["), take("[") {
                guard case .string(let name) = current.kind else {
                    throw ConditionError(
                        "expected a name in quotes, as \(root)[\"id\"], found \(current.phrase)", at: current.position)
                }
                advance()
                try expect("]", "behind the name")
                steps.append(name)
            } else if steps.isEmpty {
                throw ConditionError("expected a name, as \(root).\(root == "args" ? "id" : "subject")", at: position)
            } else {
                return steps
            }
            try count(at: position)
        }
    }

    private func caller(
        _ path: [String],
        at position: ConditionError.Position
    ) throws(ConditionError) -> ConditionNode {
        if path.first == "claims", path.count > 1 { return .claim(Array(path.dropFirst())) }
        guard path.count == 1, let attribute = path.first.flatMap(ConditionNode.CallerAttribute.init(rawValue:)) else {
            let known = ConditionNode.CallerAttribute.allCases.map(\.rawValue).joined(separator: ", ")
            throw ConditionError(
                "unknown name caller.\(path.joined(separator: ".").prefix(64)); a caller has \(known) and claims.NAME",
                at: position)
        }
        return .caller(attribute)
    }
}
