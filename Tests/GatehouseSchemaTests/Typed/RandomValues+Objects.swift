import GatehouseJSON
import GatehouseSchema

extension RandomValues {
    private static let names: [StaticString] = ["a", "ab", "name", "é", "x\"y\\z", "type", ""]

    /// An object of up to five random fields, some of them objects themselves.
    mutating func object(depth: Int) -> AssembledObject {
        var fields: [AssembledObject.Field] = []
        for name in Self.names.shuffled(using: &generator).prefix(below(6)) {
            if let field = field(name, depth: depth) { fields.append(field) }
        }
        return .object(fields, below(3) == 0 ? .open : .closed)
    }

    private mutating func field(_ name: StaticString, depth: Int) -> AssembledObject.Field? {
        switch below(depth > 0 ? 14 : 12) {
        case 0: AssembledObject.field(name, Int.self, numberRules())
        case 1: AssembledObject.field(name, Int?.self, numberRules())
        case 2: AssembledObject.field(name, Int8.self, numberRules(), default: 3)
        case 3: AssembledObject.field(name, Double.self, numberRules())
        case 4: AssembledObject.field(name, Nullable<Double>.self, numberRules())
        case 5: AssembledObject.field(name, String.self, stringRules())
        case 6: AssembledObject.field(name, String?.self, stringRules())
        case 7: AssembledObject.field(name, String.self, stringRules(), default: "ab")
        case 8: AssembledObject.field(name, [Int].self, arrayRules())
        case 9: AssembledObject.field(name, Set<String>.self, arrayRules())
        case 10: AssembledObject.field(name, [String: Int].self, objectRules())
        case 11: AssembledObject.field(name, JSONValue.self, [])
        default:
            AssembledObject.field(
                name, object(depth: depth - 1), isArray: below(2) == 0, isRequired: below(2) == 0)
        }
    }

    /// A value that an object may well accept: its fields, of the kinds that they may have.
    mutating func member(of object: AssembledObject, depth: Int) -> JSONValue {
        fitting(object.schema, depth: depth)
    }

    private mutating func fitting(_ schema: JSONValue, depth: Int) -> JSONValue {
        guard depth > 0, below(12) > 0 else { return value(depth: 1) }
        if let members = schema["properties"]?.objectValue {
            var object = JSONObject()
            for member in members where below(8) > 0 { object[member.name] = fitting(member.value, depth: depth - 1) }
            if below(10) == 0 { object["ab"] = value(depth: 1) }
            return .object(object)
        }
        if schema["type"] == "array", let items = schema["items"] {
            return .array((0..<below(3)).map { _ in fitting(items, depth: depth - 1) })
        }
        guard let own = compiled(schema) else { return value(depth: 1) }
        for _ in 0..<20 {
            let candidate = value(depth: 1)
            if own.accepts(candidate) { return candidate }
        }
        return value(depth: 1)
    }

    private mutating func compiled(_ schema: JSONValue) -> Schema? {
        if let known = schemas[schema] { return known }
        guard let made = try? Schema(compiling: schema, options: SchemaOptions(assertsFormat: true)) else { return nil }
        schemas[schema] = made
        return made
    }
}
