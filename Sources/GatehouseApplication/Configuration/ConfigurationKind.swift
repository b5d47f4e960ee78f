import Gatehouse

/// What a key's value may be.
indirect enum ConfigurationKind: Sendable, Hashable {
    case boolean
    case integer(ClosedRange<Int>)
    /// A number of bytes.
    case size(ClosedRange<Int>)
    case duration(ClosedRange<Duration>)
    case text(ConfigurationTextRule)
    case choice([String])
    case limit
    case quota
    case list(of: ConfigurationKind, maximum: Int)
    /// A mapping or list with a shape of its own, which only the file can hold.
    case structure(ConfigurationStructure)

    /// Reads one value, not a list.
    ///
    /// - Returns: The value, or nothing where the text does not give one within the bounds.
    func parse(_ text: String) -> ConfigurationValue? {
        switch self {
        case .boolean:
            switch text {
            case "true": .boolean(true)
            case "false": .boolean(false)
            default: nil
            }
        case .integer(let bounds):
            Self.integer(text).flatMap { bounds.contains($0) ? .integer($0) : nil }
        case .size(let bounds):
            Quantity.size(text).flatMap { bounds.contains($0) ? .integer($0) : nil }
        case .duration(let bounds):
            Quantity.duration(text).flatMap { bounds.contains($0) ? .duration($0) : nil }
        case .text(let rule):
            rule.accepts(text) ? .text(text) : nil
        case .choice(let allowed):
            allowed.contains(text) ? .text(text) : nil
        case .limit:
            (try? RateLimit(parsing: text)).map { .limit($0) }
        case .quota:
            (try? Quota(parsing: text)).map { .quota($0) }
        case .list, .structure:
            nil
        }
    }

    /// What would be right, as a phrase that follows "expected".
    var expectation: String {
        switch self {
        case .boolean: "true or false"
        case .integer(let bounds): "an integer from \(bounds.lowerBound) to \(bounds.upperBound)"
        case .size(let bounds):
            "a size from \(Quantity.text(ofSize: bounds.lowerBound)) to \(Quantity.text(ofSize: bounds.upperBound))"
        case .duration(let bounds):
            "a duration from \(Quantity.text(of: bounds.lowerBound)) to \(Quantity.text(of: bounds.upperBound))"
        case .text(let rule): rule.expectation
        case .choice(let allowed): "one of \(allowed.joined(separator: ", "))"
        case .limit: "a limit such as 600/minute or 600/minute burst 50"
        case .quota: "a quota such as 1000/day or 20000/month"
        case .list(let element, _): element.expectation
        case .structure(let structure): structure.expectation
        }
    }

    /// What is wrong with a text that is not right, where the kind has a grammar of its own: a sentence.
    func problem(with text: String) -> String? {
        do throws(RateLimitError) {
            switch self {
            case .limit: _ = try RateLimit(parsing: text)
            case .quota: _ = try Quota(parsing: text)
            default: break
            }
            return nil
        } catch {
            return error.description
        }
    }

    /// Whether the value is a list of single values.
    var isList: Bool {
        if case .list = self { true } else { false }
    }

    /// Whether only the file can hold the value.
    var isStructure: Bool {
        if case .structure = self { true } else { false }
    }

    /// Strict, where `Int` itself would take `+5`.
    private static func integer(_ text: String) -> Int? {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        return Int(text)
    }
}
