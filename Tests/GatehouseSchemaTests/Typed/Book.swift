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
