import GatehouseJSON
import GatehouseSchema

/// A tag as a caller writes it.
struct Tag: Schemable {
    let text: String

    private static let rules = FieldRules(.length(1...NotebookLimits.tagCharacters))

    static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        rules.schema(String.schema(in: &definitions))
    }

    init(from reader: inout JSONReader) throws(JSONReadError) {
        text = try reader.readString()
        guard text.check(Self.rules) == .passes else { throw .mismatch }
    }

    func encode(to writer: inout JSONWriter) { writer.string(text) }
}
