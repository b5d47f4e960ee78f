import GatehouseJSON

/// How values of a schema are worded in messages.
enum Wording {
    /// The most values of a list that are shown, and the most bytes of one of them.
    private static let maximumListed = 10
    private static let maximumBytes = 64

    /// A schema's value as compact JSON, cut where it is long.
    static func text(_ value: JSONValue) -> String {
        let text = value.description
        guard text.utf8.count > maximumBytes else { return text }
        return String(text.unicodeScalars.prefix(maximumBytes)) + "…"
    }

    /// A list with commas: `a, b and 3 more`.
    static func list(_ words: [String]) -> String {
        let shown = words.prefix(maximumListed).joined(separator: ", ")
        return words.count > maximumListed ? "\(shown) and \(words.count - maximumListed) more" : shown
    }

    /// Alternatives with their articles: `a string, an integer or null`.
    static func alternatives(_ types: TypeSet) -> String {
        let phrases = types.names.map { JSONValue.Kind(rawValue: $0)?.phrase ?? $0 }
        guard let last = phrases.last, phrases.count > 1 else { return phrases.first ?? "nothing" }
        return phrases.dropLast().joined(separator: ", ") + " or " + last
    }

    /// The end of a message that suggests something.
    static func hint(_ suggestion: String?) -> String {
        suggestion.map { "; did you mean \(text(.string($0)))?" } ?? ""
    }

    /// What is said of a value that came: a number itself, of others the kind.
    static func actual(_ value: JSONValue) -> String {
        let actual = ActualValue(value)
        return switch value {
        case .integer, .number: actual.preview ?? actual.kind.phrase
        default: actual.kind.phrase
        }
    }

    /// A schema's value, where it is short enough to be repeated in a violation.
    static func expected(_ value: JSONValue) -> JSONValue? {
        switch value {
        case .string(let text): text.utf8.count <= maximumBytes * 4 ? value : nil
        case .array(let elements) where elements.count <= maximumListed * 2:
            elements.allSatisfy { expected($0) != nil } ? value : nil
        case .array, .object: nil
        default: value
        }
    }
}
