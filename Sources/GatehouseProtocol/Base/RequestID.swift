public import GatehouseJSON

/// The identifier of a request, which its response repeats.
///
/// Never `null` and never a fraction. Schema type `RequestId`; MCP 2026-07-28, basic, "Requests".
public enum RequestID: Sendable, Hashable {
    /// A string.
    case string(String)
    /// An integer.
    case integer(Int64)

    /// The identifier as a JSON value.
    public var json: JSONValue {
        switch self {
        case .string(let text): .string(text)
        case .integer(let number): .integer(number)
        }
    }
}

extension RequestID: JSONEncodable, JSONDecodable {
    /// Reads a string or an integer that is written as one: `1.0` is refused.
    public init(json: JSONValue) throws(JSONDecodingError) {
        switch json {
        case .string(let text): self = .string(text)
        case .integer(let number): self = .integer(number)
        default: throw JSONDecodingError(expected: "a string or an integer", found: json.kind)
        }
    }

    public func encode(to writer: inout JSONWriter) {
        switch self {
        case .string(let text): writer.string(text)
        case .integer(let number): writer.integer(number)
        }
    }
}

extension RequestID: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, CustomStringConvertible {
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int64) { self = .integer(value) }

    /// The identifier as JSON text.
    public var description: String { json.description }
}
