import GatehouseJSON
import GatehouseSchema

/// A book, as the macro expands it.
struct Book: Schemable, Equatable {
    var isbn: String
    var stars: Int
    var subtitle: String?
    var genre: Genre?

    private enum Rules {
        static let isbn = FieldRules(.description("The ISBN."), .pattern("^[0-9-]+$"), .length(1...17))
        static let stars = FieldRules(.range(0...5))
    }

    init(isbn: String, stars: Int = 0, subtitle: String? = nil, genre: Genre? = nil) {
        (self.isbn, self.stars, self.subtitle, self.genre) = (isbn, stars, subtitle, genre)
    }

    static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        definitions.define(Self.self, name: "Book") { definitions in
            ObjectSchema(description: "A book.")
                .property("isbn", String.self, Rules.isbn, in: &definitions)
                .property("stars", Int.self, Rules.stars, default: 0, in: &definitions)
                .property("subtitle", String?.self, in: &definitions)
                .property("genre", Genre?.self, in: &definitions)
                .value
        }
    }

    init(from reader: inout JSONReader) throws(JSONReadError) {
        var isbn: String?
        var stars: Int?
        var subtitle: String??
        var genre: Genre??
        let mark = try reader.beginObject()
        while reader.nextName() {
            if reader.isName("isbn") {
                reader.read(into: &isbn, Rules.isbn)
            } else if reader.isName("stars") {
                reader.read(into: &stars, Rules.stars)
            } else if reader.isName("subtitle") {
                reader.read(into: &subtitle)
            } else if reader.isName("genre") {
                reader.read(into: &genre)
            } else {
                reader.unknownName()
            }
        }
        self.isbn = try reader.required(isbn)
        self.stars = stars ?? 0
        self.subtitle = try reader.required(subtitle)
        self.genre = try reader.required(genre)
        reader.finish(self, since: mark)
    }

    func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.property("isbn", isbn)
        writer.property("stars", stars)
        writer.property("subtitle", subtitle)
        writer.property("genre", genre)
        writer.endObject()
    }
}

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
            .sensitive, .minLength(8),
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
