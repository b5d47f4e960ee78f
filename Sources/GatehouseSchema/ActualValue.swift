public import GatehouseJSON

/// The kind of a value that came, and what may be shown of it.
public struct ActualValue: Sendable, Hashable, CustomStringConvertible {
    /// The kind.
    public let kind: JSONValue.Kind
    /// A number's digits, or how long a string, an array or an object is: `500`, `of 12 characters`.
    public let preview: String?

    /// The most characters of a number that are shown.
    private static let maximumDigits = 32

    /// Describes a value.
    public init(_ value: JSONValue) {
        kind = value.kind
        switch value {
        case .null: preview = nil
        case .bool(let value): preview = value ? "true" : "false"
        case .integer(let value): preview = String(value)
        case .number(let number): preview = Self.shortened(number.text)
        case .string(let text): preview = "of " + Self.counted(text.codePointCount, "character")
        case .array(let elements): preview = "of " + Self.counted(elements.count, "item")
        case .object(let object): preview = "of " + Self.counted(object.count, "member")
        }
    }

    /// The same value, of which only the kind is shown.
    var withoutPreview: ActualValue { ActualValue(kind: kind, preview: nil) }

    private init(kind: JSONValue.Kind, preview: String?) {
        self.kind = kind
        self.preview = preview
    }

    /// The kind and what is shown: `integer 500`, `string of 12 characters`, `null`.
    public var description: String {
        preview.map { kind.rawValue + " " + $0 } ?? kind.rawValue
    }

    /// A count with its noun.
    static func counted(_ count: Int, _ noun: String) -> String {
        "\(count) \(noun)\(count == 1 ? "" : "s")"
    }

    private static func shortened(_ text: String) -> String {
        text.utf8.count <= maximumDigits ? text : String(text.prefix(maximumDigits)) + "…"
    }
}
