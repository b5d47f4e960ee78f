/// Reads the regular expressions of ECMA-262 in its Unicode mode, as JSON Schema advises (section 6.4 of its core part).
///
/// Backreferences are refused by name, because no search in linear time can follow them.
struct PatternParser {
    let scalars: [Unicode.Scalar]
    var position = 0
    private var depth = 0
    /// The first thing that is correct, but that no search here supports.
    private(set) var unsupported: PatternError?

    /// The most groups that may be nested in one another.
    private static let maximumDepth = 64

    init(_ source: String) {
        scalars = Array(source.unicodeScalars)
    }

    /// Reads the whole text. Ask for ``unsupported`` before the result is used.
    mutating func pattern() throws(PatternError) -> PatternTerm {
        let term = try alternatives()
        guard position == scalars.count else { throw error("an unmatched \")\"") }
        return term
    }

    /// Notes that what begins there is not supported.
    mutating func noteUnsupported(_ reason: String, at offset: Int) {
        if unsupported == nil { unsupported = PatternError(reason: reason, offset: offset) }
    }

    private mutating func alternatives() throws(PatternError) -> PatternTerm {
        var branches = [try sequence()]
        while take("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .alternatives(branches)
    }

    private mutating func sequence() throws(PatternError) -> PatternTerm {
        var terms: [PatternTerm] = []
        while let next = peek(), next != "|", next != ")" { terms.append(try quantified()) }
        return terms.count == 1 ? terms[0] : terms.isEmpty ? .empty : .sequence(terms)
    }

    private mutating func quantified() throws(PatternError) -> PatternTerm {
        let start = position
        let term = try atom()
        guard let (minimum, maximum) = try quantifier() else { return term }
        switch term {
        case .start, .end, .wordBoundary, .look: throw PatternError(reason: "a repeated assertion", offset: start)
        default: break
        }
        _ = take("?")
        return .repeated(term, minimum: minimum, maximum: maximum)
    }

    private mutating func quantifier() throws(PatternError) -> (minimum: Int, maximum: Int?)? {
        if take("*") { return (0, nil) }
        if take("+") { return (1, nil) }
        if take("?") { return (0, 1) }
        let start = position
        guard take("{") else { return nil }
        guard let minimum = number() else { throw PatternError(reason: "a \"{\" without a count", offset: start) }
        var maximum: Int? = minimum
        if take(",") { maximum = number() }
        guard take("}") else { throw PatternError(reason: "a \"{\" without its \"}\"", offset: start) }
        if let maximum, maximum < minimum { throw PatternError(reason: "a count out of order", offset: start) }
        return (minimum, maximum)
    }

    /// A decimal number; one that no program could hold is cut to a million.
    private mutating func number() -> Int? {
        var value: Int?
        while let digit = peek(), ("0"..."9").contains(digit) {
            value = min((value ?? 0) * 10 + Int(digit.value - 0x30), 1_000_000)
            position += 1
        }
        return value
    }

    private mutating func atom() throws(PatternError) -> PatternTerm {
        guard let scalar = peek() else { throw error("an unexpected end") }
        switch scalar {
        case "^":
            position += 1
            return .start
        case "$":
            position += 1
            return .end
        case ".":
            position += 1
            return .scalars(.notLineTerminators)
        case "(": return try group()
        case "[": return .scalars(try characterClass())
        case "\\": return try escape()
        case "*", "+", "?", "{": throw error("a \"\(scalar)\" with nothing to repeat")
        case "}", "]": throw error("an unmatched \"\(scalar)\"")
        default:
            position += 1
            return .scalars(ScalarSet(scalar.value...scalar.value))
        }
    }

    private mutating func group() throws(PatternError) -> PatternTerm {
        let start = position
        guard depth < Self.maximumDepth else { throw error("more than \(Self.maximumDepth) nested groups") }
        position += 1
        let look = take("?") ? try groupKind(startingAt: start) : nil
        depth += 1
        let term = try alternatives()
        depth -= 1
        guard take(")") else { throw PatternError(reason: "a \"(\" without its \")\"", offset: start) }
        // A group stays one, because a group of an assertion may be repeated where the assertion may not.
        return look.map { .look(term, isAhead: $0.isAhead, isNegated: $0.isNegated) } ?? .sequence([term])
    }

    /// Steps over what follows `(?`, and tells which kind of lookaround it is, if any.
    private mutating func groupKind(
        startingAt start: Int
    ) throws(PatternError) -> (isAhead: Bool, isNegated: Bool)? {
        if take(":") { return nil }
        if take("=") { return (isAhead: true, isNegated: false) }
        if take("!") { return (isAhead: true, isNegated: true) }
        guard take("<") else { throw PatternError(reason: "an unknown kind of group", offset: start) }
        if take("=") { return (isAhead: false, isNegated: false) }
        if take("!") { return (isAhead: false, isNegated: true) }
        try groupName(startingAt: start)
        return nil
    }

    /// Reads the name of a group and the `>` after it.
    mutating func groupName(startingAt start: Int) throws(PatternError) {
        var length = 0
        while let scalar = peek(), scalar != ">" {
            let isLetter = scalar == "$" || scalar == "_" || scalar.properties.isIDStart
            guard isLetter || (length > 0 && scalar.properties.isIDContinue) else { break }
            position += 1
            length += 1
        }
        guard length > 0, take(">") else { throw PatternError(reason: "a malformed group name", offset: start) }
    }
}
