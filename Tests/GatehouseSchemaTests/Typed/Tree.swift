import GatehouseJSON
import GatehouseSchema

/// A type that contains itself.
struct Tree: Schemable, Equatable {
    var name: String
    var children: [Tree]

    static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        definitions.define(Self.self, name: "Tree") { definitions in
            ObjectSchema()
                .property("name", String.self, in: &definitions)
                .property("children", [Tree].self, default: [], in: &definitions)
                .value
        }
    }

    init(from reader: inout JSONReader) throws(JSONReadError) {
        var name: String?
        var children: [Tree]?
        let mark = try reader.beginObject()
        while reader.nextName() {
            if reader.isName("name") {
                reader.read(into: &name)
            } else if reader.isName("children") {
                reader.read(into: &children)
            } else {
                reader.unknownName()
            }
        }
        self.name = try reader.required(name)
        self.children = children ?? []
        reader.finish(self, since: mark)
    }

    func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.property("name", name)
        writer.property("children", children)
        writer.endObject()
    }
}
