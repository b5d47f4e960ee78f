import GatehouseJSON
import GatehouseSchema

/// One of several words.
enum Genre: String, Schemable {
    case crime, poetry

    static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        definitions.define(Self.self, name: "Genre") { _ in
            EnumSchema().value("crime").value("poetry").value
        }
    }

    init(from reader: inout JSONReader) throws(JSONReadError) { self = try reader.readRaw() }

    func encode(to writer: inout JSONWriter) { rawValue.encode(to: &writer) }
}
