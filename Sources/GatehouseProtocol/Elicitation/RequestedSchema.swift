public import GatehouseJSON

/// The fields of a form, in the order in which they are shown.
///
/// An object schema whose properties are all primitive. Part of the schema type `ElicitRequestFormParams`.
public struct RequestedSchema: Sendable, Hashable {
    /// A field.
    public struct Property: Sendable, Hashable {
        /// The name under which its value is sent.
        public var name: String
        /// What may be entered.
        public var schema: PrimitiveSchemaDefinition

        /// Makes a field.
        public init(name: String, schema: PrimitiveSchemaDefinition) {
            self.name = name
            self.schema = schema
        }
    }

    /// The dialect of JSON Schema, where it is not the default, 2020-12. The wire calls it `$schema`.
    public var dialect: String?
    /// The fields, each name once.
    public let properties: [Property]
    /// The names of the fields that must be filled.
    public var required: [String]?

    /// Makes a form; of several fields with one name the first stays.
    public init(properties: [Property], required: [String]? = nil, dialect: String? = nil) {
        var names = Set<String>()
        self.properties = properties.filter { names.insert($0.name).inserted }
        self.required = required
        self.dialect = dialect
    }
}

extension RequestedSchema: JSONEncodable, JSONDecodable {
    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        try object.expect("type", toBe: "object")
        let members: JSONObject = try object.required("properties")
        var properties: [Property] = []
        for member in members {
            do throws(JSONDecodingError) {
                properties.append(
                    Property(name: member.name, schema: try PrimitiveSchemaDefinition(json: member.value)))
            } catch {
                throw error.under(member.name).under("properties")
            }
        }
        self.init(
            properties: properties,
            required: try object.optional("required"),
            dialect: try object.optional("$schema")
        )
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("$schema", ifPresent: dialect)
        writer.member("type", "object")
        writer.name(literal: "properties")
        writer.beginObject()
        for property in properties {
            writer.name(property.name)
            property.schema.encode(to: &writer)
        }
        writer.endObject()
        writer.member("required", ifPresent: required)
        writer.endObject()
    }
}
