import GatehouseJSON

/// How values of a schema are worded in messages.
enum Wording {
    /// The most values of a list that are shown, and the most bytes of one of them.
    private static let maximumListed = 10
    private static let maximumBytes = 64
    /// The most bytes of a member's name that are shown.
    private static let maximumNameBytes = 128

    /// A schema's value as compact JSON, cut where it is long.
    static func text(_ value: JSONValue) -> String {
        let text = value.description
        guard text.utf8.count > maximumBytes else { return text }
        return String(text.unicodeScalars.prefix(maximumBytes)) + "…"
    }

    /// A member's name, cut where it is long, and without characters that would break or disguise a line of text.
    static func shown(_ name: String) -> String {
        let isLong = name.utf8.count > maximumNameBytes
        guard isLong || name.unicodeScalars.contains(where: isHidden) else { return name }
        let scalars = name.unicodeScalars.prefix(isLong ? maximumNameBytes / 4 : Int.max)
        let text = String(String.UnicodeScalarView(scalars.map { isHidden($0) ? "\u{FFFD}" : $0 }))
        return isLong ? text + "…" : text
    }

    /// Whether a scalar is a control character, a line separator or one that changes the direction of text.
    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        guard !(0x20...0x7E).contains(scalar.value) else { return false }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: return true
        default: return false
        }
    }

    /// A list with commas: `a, b and 3 more`.
    static func list<Element>(_ elements: [Element], _ word: (Element) -> String) -> String {
        let shown = elements.prefix(maximumListed).map(word).joined(separator: ", ")
        return elements.count > maximumListed ? "\(shown) and \(elements.count - maximumListed) more" : shown
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

    /// A list of names, where it is short enough to be repeated in a violation.
    static func expected(_ names: [String]) -> JSONValue? {
        names.isEmpty || names.count > maximumListed * 2 ? nil : expected(.array(names.map(JSONValue.string)))
    }
}
