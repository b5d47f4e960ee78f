public import GatehouseJSON

/// Puts the schema of an object together, property by property.
///
///     ObjectSchema(description: "A book.")
///         .property("isbn", String.self, FieldRules(.description("The ISBN.")), in: &definitions)
///         .property("stars", Int.self, Rules.stars, default: 0, in: &definitions)
///         .value
public struct ObjectSchema: Sendable {
    /// Whether an object may have members that its schema does not name.
    public struct Members: Sendable, Hashable {
        let areClosed: Bool

        /// Only members that are named.
        public static let closed = Members(areClosed: true)
        /// Others as well; they are ignored.
        public static let open = Members(areClosed: false)
    }

    private let description: String?
    private let members: Members
    private var properties = JSONObject()
    private var required: [JSONValue] = []

    /// Starts an object without properties.
    ///
    /// - Parameters:
    ///   - members: Whether other members are refused.
    ///   - description: What the object is.
    public init(_ members: Members = .closed, description: String? = nil) {
        self.members = members
        self.description = description
    }

    /// Adds a property. It is required unless its type has a value for a missing member, as optionals do.
    ///
    /// What is wrong with the rules is reported to the definitions.
    public consuming func property<Value: SchemaProviding>(
        _ name: String,
        _ type: Value.Type,
        _ rules: FieldRules = FieldRules(),
        in definitions: inout SchemaDefinitions
    ) -> ObjectSchema {
        let schema = FieldDeclaration(name: name, type: type, rules: rules).schema(default: nil, in: &definitions)
        return adding(name, schema, isRequired: !(type is any JSONOmittable.Type))
    }

    /// Adds a property with a value that a missing member stands for.
    ///
    /// What is wrong with the rules is reported to the definitions, also where the value breaks them.
    public consuming func property<Value: SchemaProviding & JSONEncodable>(
        _ name: String,
        _ type: Value.Type,
        _ rules: FieldRules = FieldRules(),
        default value: Value,
        in definitions: inout SchemaDefinitions
    ) -> ObjectSchema {
        let schema = FieldDeclaration(name: name, type: type, rules: rules).schema(default: value, in: &definitions)
        return adding(name, schema, isRequired: false)
    }

    /// Adds a property with a schema that is known.
    public consuming func property(_ name: String, schema: JSONValue, isRequired: Bool) -> ObjectSchema {
        adding(name, schema, isRequired: isRequired)
    }

    private consuming func adding(_ name: String, _ schema: JSONValue, isRequired: Bool) -> ObjectSchema {
        properties[name] = schema
        if isRequired { required.append(.string(name)) }
        return self
    }

    /// The schema.
    public var value: JSONValue { .object(object) }

    var object: JSONObject {
        var object: JSONObject = ["type": "object"]
        if let description { object["description"] = .string(description) }
        object["properties"] = .object(properties)
        if !required.isEmpty { object["required"] = .array(required) }
        if members.areClosed { object["additionalProperties"] = false }
        return object
    }

    /// The schema of the same object with a member, before all others, that always has one value.
    func tagged(_ tag: String, _ value: String) -> JSONValue {
        var copy = self
        copy.properties = [:]
        copy.properties[tag] = ["type": "string", "const": .string(value)]
        for property in properties { copy.properties[property.name] = property.value }
        copy.required.insert(.string(tag), at: 0)
        return copy.value
    }
}
