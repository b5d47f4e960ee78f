import GatehouseJSON
import GatehouseSchema

/// One of several objects that a member tells apart.
enum Shape: Schemable, Equatable {
    case circle(radius: Double)
    case square(side: Double)
    case point

    static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        definitions.define(Self.self, name: "Shape") { definitions in
            VariantSchema(tag: "type")
                .variant("circle", ObjectSchema().property("radius", Double.self, in: &definitions))
                .variant("square", ObjectSchema().property("side", Double.self, in: &definitions))
                .variant("point")
                .value
        }
    }

    init(from reader: inout JSONReader) throws(JSONReadError) {
        switch try reader.tag("type") {
        case "circle":
            var radius: Double?
            let mark = try reader.beginObject()
            while reader.nextName() {
                if reader.isName("radius") {
                    reader.read(into: &radius)
                } else if reader.isName("type") {
                    reader.skipValue()
                } else {
                    reader.unknownName()
                }
            }
            self = .circle(radius: try reader.required(radius))
            reader.finish(self, since: mark)
        case "square":
            var side: Double?
            let mark = try reader.beginObject()
            while reader.nextName() {
                if reader.isName("side") {
                    reader.read(into: &side)
                } else if reader.isName("type") {
                    reader.skipValue()
                } else {
                    reader.unknownName()
                }
            }
            self = .square(side: try reader.required(side))
            reader.finish(self, since: mark)
        case "point":
            let mark = try reader.beginObject()
            while reader.nextName() {
                if reader.isName("type") { reader.skipValue() } else { reader.unknownName() }
            }
            self = .point
            reader.finish(self, since: mark)
        default: throw .mismatch
        }
    }

    func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        switch self {
        case .circle(let radius):
            writer.member("type", "circle")
            writer.property("radius", radius)
        case .square(let side):
            writer.member("type", "square")
            writer.property("side", side)
        case .point:
            writer.member("type", "point")
        }
        writer.endObject()
    }
}
