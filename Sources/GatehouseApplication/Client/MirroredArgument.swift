import GatehouseJSON

/// An argument that a tool's schema wants repeated in a header field.
///
/// Implements the client's part of "Custom Headers from Tool Parameters" of basic/transports/streamable-http
/// (2026-07-28): an argument that is absent or `null` has no field.
struct MirroredArgument: Sendable, Hashable {
    /// The name behind `Mcp-Param-`.
    let name: String
    /// The value as text.
    let value: String

    /// The fields that arguments need, by the `x-mcp-header` annotations of their schema.
    static func all(of arguments: JSONObject, schema: JSONObject?) -> [MirroredArgument] {
        var found: [MirroredArgument] = []
        for property in schema?["properties"]?.objectValue ?? [:] {
            guard let value = arguments[property.name], let schema = property.value.objectValue else { continue }
            if let name = schema["x-mcp-header"]?.stringValue, isToken(name), let text = text(of: value) {
                found.append(MirroredArgument(name: name, value: text))
            } else if let object = value.objectValue {
                found += all(of: object, schema: schema)
            }
        }
        return found
    }

    private static func text(of value: JSONValue) -> String? {
        switch value {
        case .string(let text): text
        case .bool(let value): value ? "true" : "false"
        case .integer(let value): String(value)
        default: value.integerValue.map { String($0) }
        }
    }

    /// Whether a text can be part of a field's name (RFC 9110, section 5.6.2).
    private static func isToken(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"):
                    true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }
}
