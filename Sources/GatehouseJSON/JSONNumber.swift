/// A JSON number that is not a 64-bit integer, kept as the text it was written in, so that no digit of it is lost.
public struct JSONNumber: Sendable, Hashable {
    /// The number as it was written: always a number of RFC 8259's grammar.
    public let text: String

    /// Makes a number of text that is known to follow the grammar.
    init(unchecked text: String) {
        self.text = text
    }

    /// Makes a number of a double, or nothing of an infinity or a NaN, which JSON does not have.
    public init?(_ value: Double) {
        guard value.isFinite else { return nil }
        self.text = value.description
    }

    /// Makes a number of its text, or nothing where the text is not a JSON number, or has white space around one.
    public init?(_ text: String) {
        guard let last = text.utf8.last, last >= UInt8(ascii: "0"), let first = text.utf8.first, first > 0x20,
            case .some(let value) = try? JSONValue(parsing: text)
        else { return nil }
        switch value {
        case .number, .integer: self.text = text
        default: return nil
        }
    }

    /// The nearest double: infinite where the number is beyond a double's range.
    public var double: Double {
        // Swift's own conversion takes every text of the grammar.
        Double(text) ?? .nan
    }
}
