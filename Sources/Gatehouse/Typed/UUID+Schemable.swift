public import GatehouseJSON
public import GatehouseSchema

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

extension UUID: Schemable {
    /// `{"type":"string","format":"uuid"}`
    public static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        ["type": "string", "format": "uuid"]
    }

    /// Reads a UUID of RFC 4122, in letters of either case.
    public init(from reader: inout JSONReader) throws(JSONReadError) {
        let text = try reader.readString()
        guard FieldFormat.uuid.accepts(text), let value = UUID(uuidString: text) else { throw .mismatch }
        self = value
    }

    /// Writes the UUID in lower case, as RFC 4122 asks.
    public func encode(to writer: inout JSONWriter) { writer.string(uuidString.lowercased()) }
}
