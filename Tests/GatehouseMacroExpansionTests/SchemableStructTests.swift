import Testing

@Suite("@Schemable on structs")
struct SchemableStructTests {
    @Test("A struct becomes an object of its stored properties")
    func aStructBecomesAnObjectOfItsStoredProperties() {
        let expansion = Expansion(
            #"""
            /// A book of the catalogue.
            ///
            /// It may be out of print.
            @Schemable
            public struct Book {
                /// The ISBN.
                let isbn: String
                @Field(.range(0...5), .title("Stars")) var stars: Int = 0
                var subtitle: String?
            }
            """#)
        #expect(
            expansion.text == #"""
                /// A book of the catalogue.
                ///
                /// It may be out of print.
                public struct Book {
                    /// The ISBN.
                    let isbn: String
                    var stars: Int = 0
                    var subtitle: String?
                }

                extension Book: SchemaProviding, JSONReadable, JSONEncodable, Sendable, Schemable {
                    private enum Rules {
                        static let stars = FieldRules(.range(0...5), .title("Stars"))
                    }

                    public static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
                        definitions.define(Self.self, name: "Book") { definitions in
                            ObjectSchema(description: "A book of the catalogue.\n\nIt may be out of print.")
                                .property("isbn", String.self, FieldRules(.description("The ISBN.")), in: &definitions)
                                .property("stars", Int.self, Rules.stars, default: 0, in: &definitions)
                                .property("subtitle", String?.self, in: &definitions)
                                .value
                        }
                    }

                    public init(from reader: inout JSONReader) throws(JSONReadError) {
                        var isbn: String?
                        var stars: Int?
                        var subtitle: String??
                        let mark = try reader.beginObject()
                        while reader.nextName() {
                            if reader.isName("isbn") {
                                reader.read(into: &isbn)
                            } else if reader.isName("stars") {
                                reader.read(into: &stars, Rules.stars)
                            } else if reader.isName("subtitle") {
                                reader.read(into: &subtitle)
                            } else {
                                reader.unknownName()
                            }
                        }
                        self.isbn = try reader.required(isbn)
                        self.stars = stars ?? 0
                        self.subtitle = subtitle ?? nil
                        reader.finish(self, since: mark)
                    }

                    public func encode(to writer: inout JSONWriter) {
                        writer.beginObject()
                        writer.property("isbn", isbn)
                        writer.property("stars", stars)
                        writer.member("subtitle", ifPresent: subtitle)
                        writer.endObject()
                    }
                }
                """#)
        #expect(expansion.diagnostics.isEmpty)
    }

    @Test("An empty struct is an object without members")
    func anEmptyStructIsAnObjectWithoutMembers() {
        let expansion = Expansion(
            #"""
            @Schemable
            struct Nothing {}
            """#)
        #expect(
            expansion.text == #"""

                struct Nothing {}

                extension Nothing: SchemaProviding, JSONReadable, JSONEncodable, Sendable, Schemable {
                    static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
                        definitions.define(Self.self, name: "Nothing") { _ in
                            ObjectSchema()
                                .value
                        }
                    }

                    init(from reader: inout JSONReader) throws(JSONReadError) {
                        let mark = try reader.beginObject()
                        while reader.nextName() {
                            reader.unknownName()
                        }
                        reader.finish(self, since: mark)
                    }

                    func encode(to writer: inout JSONWriter) {
                        writer.beginObject()
                        writer.endObject()
                    }
                }
                """#)
        #expect(expansion.diagnostics.isEmpty)
    }

    @Test("An open struct in snake case skips what it does not know")
    func anOpenStructInSnakeCaseSkipsWhatItDoesNotKnow() {
        let expansion = Expansion(
            #"""
            @Schemable(.open, naming: .snakeCase)
            struct Page {
                let pageNumber: Int
                @Field(.name("ID")) var itemID: String
            }
            """#)
        #expect(
            expansion.text == #"""

                struct Page {
                    let pageNumber: Int
                    var itemID: String
                }

                extension Page: SchemaProviding, JSONReadable, JSONEncodable, Sendable, Schemable {
                    static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
                        definitions.define(Self.self, name: "Page") { definitions in
                            ObjectSchema(.open)
                                .property("page_number", Int.self, in: &definitions)
                                .property("ID", String.self, in: &definitions)
                                .value
                        }
                    }

                    init(from reader: inout JSONReader) throws(JSONReadError) {
                        var pageNumber: Int?
                        var itemID: String?
                        let mark = try reader.beginObject()
                        while reader.nextName() {
                            if reader.isName("page_number") {
                                reader.read(into: &pageNumber)
                            } else if reader.isName("ID") {
                                reader.read(into: &itemID)
                            } else {
                                reader.skipValue()
                            }
                        }
                        self.pageNumber = try reader.required(pageNumber)
                        self.itemID = try reader.required(itemID)
                        reader.finish(self, since: mark)
                    }

                    func encode(to writer: inout JSONWriter) {
                        writer.beginObject()
                        writer.property("page_number", pageNumber)
                        writer.property("ID", itemID)
                        writer.endObject()
                    }
                }
                """#)
        #expect(expansion.diagnostics.isEmpty)
    }

    @Test("Members named as the witnesses' own parameters keep their names")
    func membersNamedAsTheWitnessesOwnParametersKeepTheirNames() {
        let expansion = Expansion(
            #"""
            @Schemable
            package struct Stream {
                let reader: String
                let writer: String
                let mark: Int
            }
            """#)
        #expect(
            expansion.text == #"""

                package struct Stream {
                    let reader: String
                    let writer: String
                    let mark: Int
                }

                extension Stream: SchemaProviding, JSONReadable, JSONEncodable, Sendable, Schemable {
                    package static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
                        definitions.define(Self.self, name: "Stream") { definitions in
                            ObjectSchema()
                                .property("reader", String.self, in: &definitions)
                                .property("writer", String.self, in: &definitions)
                                .property("mark", Int.self, in: &definitions)
                                .value
                        }
                    }

                    package init(from jsonReader: inout JSONReader) throws(JSONReadError) {
                        var reader: String?
                        var writer: String?
                        var mark: Int?
                        let start = try jsonReader.beginObject()
                        while jsonReader.nextName() {
                            if jsonReader.isName("reader") {
                                jsonReader.read(into: &reader)
                            } else if jsonReader.isName("writer") {
                                jsonReader.read(into: &writer)
                            } else if jsonReader.isName("mark") {
                                jsonReader.read(into: &mark)
                            } else {
                                jsonReader.unknownName()
                            }
                        }
                        self.reader = try jsonReader.required(reader)
                        self.writer = try jsonReader.required(writer)
                        self.mark = try jsonReader.required(mark)
                        jsonReader.finish(self, since: start)
                    }

                    package func encode(to jsonWriter: inout JSONWriter) {
                        jsonWriter.beginObject()
                        jsonWriter.property("reader", reader)
                        jsonWriter.property("writer", writer)
                        jsonWriter.property("mark", mark)
                        jsonWriter.endObject()
                    }
                }
                """#)
        #expect(expansion.diagnostics.isEmpty)
    }

    @Test("What has no storage of its own is no member")
    func whatHasNoStorageOfItsOwnIsNoMember() {
        let expansion = Expansion(
            #"""
            @Schemable
            struct Sum {
                static let zero = 0
                var a, b: Int
                var flag = true, label = "x"
                lazy var cache = 1
                var total: Int { a + b }
                var observed: Double { didSet { print(observed) } }
            }
            """#)
        #expect(
            expansion.text == #"""

                struct Sum {
                    static let zero = 0
                    var a, b: Int
                    var flag = true, label = "x"
                    lazy var cache = 1
                    var total: Int { a + b }
                    var observed: Double { didSet { print(observed) } }
                }

                extension Sum: SchemaProviding, JSONReadable, JSONEncodable, Sendable, Schemable {
                    static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
                        definitions.define(Self.self, name: "Sum") { definitions in
                            ObjectSchema()
                                .property("a", Int.self, in: &definitions)
                                .property("b", Int.self, in: &definitions)
                                .property("flag", Bool.self, default: true, in: &definitions)
                                .property("label", String.self, default: "x", in: &definitions)
                                .property("observed", Double.self, in: &definitions)
                                .value
                        }
                    }

                    init(from reader: inout JSONReader) throws(JSONReadError) {
                        var a: Int?
                        var b: Int?
                        var flag: Bool?
                        var label: String?
                        var observed: Double?
                        let mark = try reader.beginObject()
                        while reader.nextName() {
                            if reader.isName("a") {
                                reader.read(into: &a)
                            } else if reader.isName("b") {
                                reader.read(into: &b)
                            } else if reader.isName("flag") {
                                reader.read(into: &flag)
                            } else if reader.isName("label") {
                                reader.read(into: &label)
                            } else if reader.isName("observed") {
                                reader.read(into: &observed)
                            } else {
                                reader.unknownName()
                            }
                        }
                        self.a = try reader.required(a)
                        self.b = try reader.required(b)
                        self.flag = flag ?? true
                        self.label = label ?? "x"
                        self.observed = try reader.required(observed)
                        reader.finish(self, since: mark)
                    }

                    func encode(to writer: inout JSONWriter) {
                        writer.beginObject()
                        writer.property("a", a)
                        writer.property("b", b)
                        writer.property("flag", flag)
                        writer.property("label", label)
                        writer.property("observed", observed)
                        writer.endObject()
                    }
                }
                """#)
        #expect(expansion.diagnostics.isEmpty)
    }

    @Test("A generic struct compiles its rules when they are used")
    func aGenericStructCompilesItsRulesWhenTheyAreUsed() {
        let expansion = Expansion(
            #"""
            @Schemable
            struct Page<Item: Schemable> {
                let items: [Item]
                @Field(.range(1...)) var number: Int = 1
            }
            """#)
        #expect(
            expansion.text == #"""

                struct Page<Item: Schemable> {
                    let items: [Item]
                    var number: Int = 1
                }

                extension Page: SchemaProviding, JSONReadable, JSONEncodable, Sendable, Schemable {
                    private enum Rules {
                        static var number: FieldRules { FieldRules(.range(1...)) }
                    }

                    static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
                        definitions.define(Self.self, name: "Page") { definitions in
                            ObjectSchema()
                                .property("items", [Item].self, in: &definitions)
                                .property("number", Int.self, Rules.number, default: 1, in: &definitions)
                                .value
                        }
                    }

                    init(from reader: inout JSONReader) throws(JSONReadError) {
                        var items: [Item]?
                        var number: Int?
                        let mark = try reader.beginObject()
                        while reader.nextName() {
                            if reader.isName("items") {
                                reader.read(into: &items)
                            } else if reader.isName("number") {
                                reader.read(into: &number, Rules.number)
                            } else {
                                reader.unknownName()
                            }
                        }
                        self.items = try reader.required(items)
                        self.number = number ?? 1
                        reader.finish(self, since: mark)
                    }

                    func encode(to writer: inout JSONWriter) {
                        writer.beginObject()
                        writer.property("items", items)
                        writer.property("number", number)
                        writer.endObject()
                    }
                }
                """#)
        #expect(expansion.diagnostics.isEmpty)
    }

    @Test("Names that are keywords keep their backticks")
    func namesThatAreKeywordsKeepTheirBackticks() {
        let expansion = Expansion(
            #"""
            struct Outer {
                @Schemable
                fileprivate struct `Inner` {
                    let `class`: String
                }
            }
            """#)
        #expect(
            expansion.text == #"""
                struct Outer {
                    fileprivate struct `Inner` {
                        let `class`: String
                    }
                }

                extension Outer.`Inner`: SchemaProviding, JSONReadable, JSONEncodable, Sendable, Schemable {
                    static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
                        definitions.define(Self.self, name: "Inner") { definitions in
                            ObjectSchema()
                                .property("class", String.self, in: &definitions)
                                .value
                        }
                    }

                    init(from reader: inout JSONReader) throws(JSONReadError) {
                        var `class`: String?
                        let mark = try reader.beginObject()
                        while reader.nextName() {
                            if reader.isName("class") {
                                reader.read(into: &`class`)
                            } else {
                                reader.unknownName()
                            }
                        }
                        self.`class` = try reader.required(`class`)
                        reader.finish(self, since: mark)
                    }

                    func encode(to writer: inout JSONWriter) {
                        writer.beginObject()
                        writer.property("class", `class`)
                        writer.endObject()
                    }
                }
                """#)
        #expect(expansion.diagnostics.isEmpty)
    }
}
