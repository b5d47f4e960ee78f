import Testing

@Suite("@Schemable on enums")
struct SchemableEnumTests {
    @Test("Raw values are the values")
    func rawValuesAreTheValues() {
        let expansion = Expansion(
            #"""
            /// Kinds of book.
            @Schemable
            public enum Genre: String {
                /// Murder, mostly.
                case crime
                case poetry = "POETRY"
            }
            """#)
        #expect(
            expansion.text == #"""
                /// Kinds of book.
                public enum Genre: String {
                    /// Murder, mostly.
                    case crime
                    case poetry = "POETRY"
                }

                extension Genre: SchemaProviding, JSONReadable, JSONEncodable, Sendable, Schemable {
                    public static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
                        definitions.define(Self.self, name: "Genre") { _ in
                            EnumSchema(description: "Kinds of book.")
                                .value(Self.crime.rawValue, description: "Murder, mostly.")
                                .value(Self.poetry.rawValue)
                                .value
                        }
                    }

                    public init(from reader: inout JSONReader) throws(JSONReadError) {
                        self = try reader.readRaw()
                    }

                    public func encode(to writer: inout JSONWriter) {
                        rawValue.encode(to: &writer)
                    }
                }
                """#)
        #expect(expansion.diagnostics.isEmpty)
    }

    @Test("Cases without values are their names")
    func casesWithoutValuesAreTheirNames() {
        let expansion = Expansion(
            #"""
            @Schemable(naming: .snakeCase)
            enum Mode {
                case readOnly, `default`
            }
            """#)
        #expect(
            expansion.text == #"""

                enum Mode {
                    case readOnly, `default`
                }

                extension Mode: SchemaProviding, JSONReadable, JSONEncodable, Sendable, Schemable {
                    static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
                        definitions.define(Self.self, name: "Mode") { _ in
                            EnumSchema()
                                .value("read_only")
                                .value("default")
                                .value
                        }
                    }

                    init(from reader: inout JSONReader) throws(JSONReadError) {
                        switch try reader.readString() {
                        case "read_only": self = .readOnly
                        case "default": self = .`default`
                        default: throw .mismatch
                        }
                    }

                    func encode(to writer: inout JSONWriter) {
                        switch self {
                        case .readOnly: writer.string("read_only")
                        case .`default`: writer.string("default")
                        }
                    }
                }
                """#)
        #expect(expansion.diagnostics.isEmpty)
    }

    @Test("Cases with values are objects that a member tells apart")
    func casesWithValuesAreObjectsThatAMemberTellsApart() {
        let expansion = Expansion(
            #"""
            /// A shape.
            @Schemable(discriminator: "kind")
            indirect enum Shape {
                /// A circle.
                ///
                /// - Parameter radius: In metres.
                case circle(radius: Double, name: String? = nil)
                case text(String)
                case point
            }
            """#)
        #expect(
            expansion.text == #"""
                /// A shape.
                indirect enum Shape {
                    /// A circle.
                    ///
                    /// - Parameter radius: In metres.
                    case circle(radius: Double, name: String? = nil)
                    case text(String)
                    case point
                }

                extension Shape: SchemaProviding, JSONReadable, JSONEncodable, Sendable, Schemable {
                    static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
                        definitions.define(Self.self, name: "Shape") { definitions in
                            VariantSchema(tag: "kind", description: "A shape.")
                                .variant(
                                    "circle",
                                    ObjectSchema(description: "A circle.")
                                        .property("radius", Double.self, FieldRules(.description("In metres.")), in: &definitions)
                                        .property("name", String?.self, in: &definitions)
                                )
                                .variant(
                                    "text",
                                    ObjectSchema()
                                        .property("value", String.self, in: &definitions)
                                )
                                .variant("point")
                                .value
                        }
                    }

                    init(from reader: inout JSONReader) throws(JSONReadError) {
                        switch try reader.tag("kind") {
                        case "circle":
                            var radius: Double?
                            var name: String??
                            let mark = try reader.beginObject()
                            while reader.nextName() {
                                if reader.isName("kind") {
                                    reader.skipValue()
                                } else if reader.isName("radius") {
                                    reader.read(into: &radius)
                                } else if reader.isName("name") {
                                    reader.read(into: &name)
                                } else {
                                    reader.unknownName()
                                }
                            }
                            self = .circle(radius: try reader.required(radius), name: name ?? nil)
                            reader.finish(self, since: mark)
                        case "text":
                            var value: String?
                            let mark = try reader.beginObject()
                            while reader.nextName() {
                                if reader.isName("kind") {
                                    reader.skipValue()
                                } else if reader.isName("value") {
                                    reader.read(into: &value)
                                } else {
                                    reader.unknownName()
                                }
                            }
                            self = .text(try reader.required(value))
                            reader.finish(self, since: mark)
                        case "point":
                            let mark = try reader.beginObject()
                            while reader.nextName() {
                                if reader.isName("kind") {
                                    reader.skipValue()
                                } else {
                                    reader.unknownName()
                                }
                            }
                            self = .point
                            reader.finish(self, since: mark)
                        default:
                            throw .mismatch
                        }
                    }

                    func encode(to writer: inout JSONWriter) {
                        switch self {
                        case .circle(let radius, let name):
                            writer.beginObject()
                            writer.member("kind", "circle")
                            writer.property("radius", radius)
                            writer.member("name", ifPresent: name)
                            writer.endObject()
                        case .text(let value):
                            writer.beginObject()
                            writer.member("kind", "text")
                            writer.property("value", value)
                            writer.endObject()
                        case .point:
                            writer.beginObject()
                            writer.member("kind", "point")
                            writer.endObject()
                        }
                    }
                }
                """#)
        #expect(expansion.diagnostics.isEmpty)
    }

    @Test("A label named as the reader does not hide it")
    func aLabelNamedAsTheReaderDoesNotHideIt() {
        let expansion = Expansion(
            #"""
            @Schemable
            enum Event {
                case read(reader: String, writer: String)
            }
            """#)
        #expect(
            expansion.text == #"""

                enum Event {
                    case read(reader: String, writer: String)
                }

                extension Event: SchemaProviding, JSONReadable, JSONEncodable, Sendable, Schemable {
                    static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
                        definitions.define(Self.self, name: "Event") { definitions in
                            VariantSchema()
                                .variant(
                                    "read",
                                    ObjectSchema()
                                        .property("reader", String.self, in: &definitions)
                                        .property("writer", String.self, in: &definitions)
                                )
                                .value
                        }
                    }

                    init(from jsonReader: inout JSONReader) throws(JSONReadError) {
                        switch try jsonReader.tag("type") {
                        case "read":
                            var reader: String?
                            var writer: String?
                            let mark = try jsonReader.beginObject()
                            while jsonReader.nextName() {
                                if jsonReader.isName("type") {
                                    jsonReader.skipValue()
                                } else if jsonReader.isName("reader") {
                                    jsonReader.read(into: &reader)
                                } else if jsonReader.isName("writer") {
                                    jsonReader.read(into: &writer)
                                } else {
                                    jsonReader.unknownName()
                                }
                            }
                            self = .read(reader: try jsonReader.required(reader), writer: try jsonReader.required(writer))
                            jsonReader.finish(self, since: mark)
                        default:
                            throw .mismatch
                        }
                    }

                    func encode(to jsonWriter: inout JSONWriter) {
                        switch self {
                        case .read(let reader, let writer):
                            jsonWriter.beginObject()
                            jsonWriter.member("type", "read")
                            jsonWriter.property("reader", reader)
                            jsonWriter.property("writer", writer)
                            jsonWriter.endObject()
                        }
                    }
                }
                """#)
        #expect(expansion.diagnostics.isEmpty)
    }
}
