import GatehouseJSON
import GatehouseSchema

/// A type with rules that no schema says: over one field, and over two.
struct Booking: SchemaProviding, JSONReadable, SelfChecking, Sendable {
    var first: Int
    var last: Int
    var code: String
    var rooms: [Room]
    var note: Nullable<String>

    struct Room: Schemable {
        var number: Int

        private enum Rules {
            static let number = FieldRules(
                .minimum(1),
                .validate { (value: Int) throws(FieldProblem) in
                    if value == 13 { throw FieldProblem("must not be 13") }
                })
        }

        static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
            ObjectSchema().property("number", Int.self, Rules.number, in: &definitions).value
        }

        init(from reader: inout JSONReader) throws(JSONReadError) {
            var number: Int?
            let mark = try reader.beginObject()
            while reader.nextName() {
                if reader.isName("number") { reader.read(into: &number, Rules.number) } else { reader.unknownName() }
            }
            self.number = try reader.required(number)
            reader.finish(self, since: mark)
        }

        func encode(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.property("number", number)
            writer.endObject()
        }
    }

    private enum Rules {
        static let code = FieldRules(
            .secret, .minLength(8),
            .validate { (value: String) throws(FieldProblem) in
                if value.utf8.first != UInt8(ascii: "G") { throw FieldProblem("must be a code of this house") }
            })
        static let last = FieldRules(.range(1...365))
    }

    static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        ObjectSchema()
            .property("first", Int.self, in: &definitions)
            .property("last", Int.self, Rules.last, in: &definitions)
            .property("code", String.self, Rules.code, in: &definitions)
            .property("rooms", [Room].self, default: [], in: &definitions)
            .property("note", Nullable<String>.self, in: &definitions)
            .value
    }

    init(from reader: inout JSONReader) throws(JSONReadError) {
        var first: Int?
        var last: Int?
        var code: String?
        var rooms: [Room]?
        var note: Nullable<String>?
        let mark = try reader.beginObject()
        while reader.nextName() {
            if reader.isName("first") {
                reader.read(into: &first)
            } else if reader.isName("last") {
                reader.read(into: &last, Rules.last)
            } else if reader.isName("code") {
                reader.read(into: &code, Rules.code)
            } else if reader.isName("rooms") {
                reader.read(into: &rooms)
            } else if reader.isName("note") {
                reader.read(into: &note)
            } else {
                reader.unknownName()
            }
        }
        self.first = try reader.required(first)
        self.last = try reader.required(last)
        self.code = try reader.required(code)
        self.rooms = rooms ?? []
        self.note = try reader.required(note)
        reader.finish(self, since: mark)
    }

    func check() throws(FieldProblem) {
        guard first <= last else { throw FieldProblem("must not be before \"first\"", at: "last") }
    }
}
