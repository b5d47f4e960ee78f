public import GatehouseJSON
public import GatehouseSchema

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

extension Data: Schemable {
    /// A string with `contentEncoding` `base64`, and a pattern that holds it to that.
    public static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        ["type": "string", "contentEncoding": "base64", "pattern": .string(Base64Text.pattern)]
    }

    /// Reads Base64 of RFC 4648 section 4, padded, without white space.
    public init(from reader: inout JSONReader) throws(JSONReadError) {
        let text = try reader.readString()
        guard Self.isBase64(text), let data = Data(base64Encoded: text) else { throw .mismatch }
        self = data
    }

    /// Writes Base64.
    public func encode(to writer: inout JSONWriter) { writer.string(base64EncodedString()) }

    /// Whether a text has what the pattern asks for.
    private static func isBase64(_ text: String) -> Bool {
        let count = text.utf8.count
        guard count % 4 == 0 else { return false }
        let padding = text.utf8.suffix(2).reversed().prefix { $0 == UInt8(ascii: "=") }.count
        return text.utf8.prefix(count - padding).allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
                true
            default: false
            }
        }
    }
}
