import GatehouseJSON
public import GatehouseSchema

/// The types of arguments that come as text, as far as clients may be suggested values by them.
///
/// Where an argument's type is an enum of texts or numbers, its cases are what `completion/complete` suggests, unless a
/// ``Completion`` is registered for it.
public struct ArgumentTypes: Sendable, ExpressibleByDictionaryLiteral {
    /// The values of each argument whose type has but a few.
    let choices: [ExactString: [String]]

    /// Takes the types by the names of the arguments.
    public init(dictionaryLiteral elements: (String, any SchemaProviding.Type)...) {
        var choices: [ExactString: [String]] = [:]
        for (name, type) in elements {
            let values = type.jsonSchema.constants
            if !values.isEmpty { choices[ExactString(name)] = values }
        }
        self.choices = choices
    }
}

extension JSONValue {
    /// The texts of a schema that allows nothing but a few texts and numbers; nothing of any other.
    fileprivate var constants: [String] {
        if let reference = self["$ref"]?.stringValue, reference.hasPrefix("#/$defs/"),
            let schema = self["$defs"]?[String(reference.dropFirst("#/$defs/".count))], schema["$ref"] == nil
        {
            return schema.constants
        }
        if let values = self["enum"]?.arrayValue { return Self.texts(values) }
        guard let options = self["oneOf"]?.arrayValue else { return [] }
        let values = options.compactMap { $0["const"] }
        return values.count == options.count ? Self.texts(values) : []
    }

    private static func texts(_ values: [JSONValue]) -> [String] {
        let texts = values.compactMap { value -> String? in
            switch value {
            case .string(let text): text
            case .integer(let number): String(number)
            default: nil
            }
        }
        return texts.count == values.count ? texts : []
    }
}
