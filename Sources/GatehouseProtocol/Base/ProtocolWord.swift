public import GatehouseJSON

/// A word of the protocol, from a set that later revisions may enlarge.
///
/// A word is made freely, so that what a revision adds can be written before this library knows it; decoding accepts
/// ``accepted`` only.
public protocol ProtocolWord: RawRepresentable, Sendable, Hashable, JSONEncodable, JSONDecodable,
    CustomStringConvertible
where RawValue == String {
    /// The words that decoding accepts, or nothing where it accepts any.
    static var accepted: [Self]? { get }

    /// Makes the word.
    init(rawValue: String)
}

extension ProtocolWord {
    /// Reads a string that is one of ``accepted``.
    public init(json: JSONValue) throws(JSONDecodingError) {
        let word = Self(rawValue: try String(json: json))
        if let accepted = Self.accepted, !accepted.contains(word) {
            let choices = accepted.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
            throw JSONDecodingError(expected: "one of \(choices)", found: .string)
        }
        self = word
    }

    public func encode(to writer: inout JSONWriter) {
        writer.string(rawValue)
    }

    /// A member with a word is always written. Said here as well, because the words' own files do not import JSON.
    public var isLeftOut: Bool { false }

    /// The word itself.
    public var description: String { rawValue }
}
