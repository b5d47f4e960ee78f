import Crypto
import GatehouseJSON

/// SHA-256 of a JSON value in one spelling: the order of members, white space, escapes and the ways to write an integer
/// make no difference.
///
/// Numbers that are no 64-bit integers count by their text, as reading one may depend on it.
enum CanonicalDigest {
    /// The digest: 32 bytes.
    static func of(_ value: JSONValue) -> [UInt8] {
        var writer = JSONWriter()
        write(value, to: &writer)
        return Array(SHA256.hash(data: writer.bytes))
    }

    /// The digest of several texts, of which none can take a part of another's.
    static func of(_ texts: [String]) -> [UInt8] {
        of(.array(texts.map(JSONValue.string)))
    }

    private static func write(_ value: JSONValue, to writer: inout JSONWriter) {
        switch value {
        case .array(let elements):
            writer.beginArray()
            for element in elements { write(element, to: &writer) }
            writer.endArray()
        case .object(let object):
            writer.beginObject()
            for member in object.members.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
                writer.name(member.name)
                write(member.value, to: &writer)
            }
            writer.endObject()
        case .number:
            if let integer = value.integerValue { writer.integer(integer) } else { value.encode(to: &writer) }
        case .null, .bool, .integer, .string: value.encode(to: &writer)
        }
    }
}
