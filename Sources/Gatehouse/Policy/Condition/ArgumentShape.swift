import GatehouseJSON

/// The arguments that a component takes, as far as that is known before a request.
enum ArgumentShape: Sendable {
    /// A tool's, as its input schema has them.
    case schema(JSONValue)
    /// A prompt's arguments or a template's variables: texts of these names.
    case texts([String])

    /// The type of an argument.
    ///
    /// - Throws: ``ConditionError`` where there is no such argument.
    func type(of path: [String], at position: ConditionError.Position) throws(ConditionError) -> ConditionType {
        switch self {
        case .texts(let names):
            guard let name = path.first, path.count == 1, names.contains(where: { $0.isExactly(name) }) else {
                throw Self.unknown(path, names, position)
            }
            return .string
        case .schema(let schema): return try Self.type(of: path, in: schema, at: position)
        }
    }

    private static func type(
        of path: [String],
        in schema: JSONValue,
        at position: ConditionError.Position
    ) throws(ConditionError) -> ConditionType {
        var schema = schema
        for (depth, name) in path.enumerated() {
            // What is put together of several schemas is known only when it comes.
            guard let properties = schema["properties"]?.objectValue, schema["patternProperties"] == nil,
                schema["allOf"] == nil, schema["anyOf"] == nil, schema["oneOf"] == nil, schema["$ref"] == nil
            else { return .unknown }
            guard let property = properties[name] else {
                if let more = schema["additionalProperties"], more != false { return .unknown }
                throw unknown(Array(path.prefix(depth + 1)), Array(properties.names), position)
            }
            schema = property
        }
        guard let type = schema["type"]?.stringValue else { return .unknown }
        return ConditionType(schemaType: type)
    }

    private static func unknown(
        _ path: [String],
        _ known: [String],
        _ position: ConditionError.Position
    ) -> ConditionError {
        let names = known.prefix(20).joined(separator: ", ")
        return ConditionError(
            "there is no argument args.\(path.joined(separator: ".")); "
                + (known.isEmpty ? "there are none" : "the arguments are \(names)"), at: position)
    }
}
