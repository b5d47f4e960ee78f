import GatehouseJSON

/// Goes through the subschemas of a schema's document.
enum SchemaWalk {
    /// Keywords whose value is data and no schema.
    private static let data: Set<String> = ["const", "enum", "default", "examples"]
    /// Keywords whose value is an object of schemas under names that anybody chose.
    private static let maps: Set<String> = [
        "properties", "patternProperties", "dependentSchemas", "$defs", "definitions",
    ]

    /// The names of the definitions that a schema refers to.
    static func references(in schema: JSONValue) -> Set<String> {
        var names: Set<String> = []
        collect(schema, into: &names)
        return names
    }

    private static func collect(_ schema: JSONValue, into names: inout Set<String>) {
        switch schema {
        case .array(let elements):
            for element in elements { collect(element, into: &names) }
        case .object(let object):
            if let name = SchemaReference.name(in: object) { names.insert(name) }
            for member in object where !data.contains(member.name) {
                if maps.contains(member.name), case .object(let map) = member.value {
                    for entry in map { collect(entry.value, into: &names) }
                } else {
                    collect(member.value, into: &names)
                }
            }
        default: break
        }
    }

    /// The schema with the subschemas replaced for which something else is given.
    static func mapping(_ object: JSONObject, _ replace: (JSONObject) -> JSONObject?) -> JSONObject {
        var result = object
        for member in object where !data.contains(member.name) {
            if maps.contains(member.name), case .object(var map) = member.value {
                for entry in map { map[entry.name] = mapped(entry.value, replace) }
                result[member.name] = .object(map)
            } else {
                result[member.name] = mapped(member.value, replace)
            }
        }
        return result
    }

    private static func mapped(_ value: JSONValue, _ replace: (JSONObject) -> JSONObject?) -> JSONValue {
        switch value {
        case .array(let elements): .array(elements.map { mapped($0, replace) })
        case .object(let object): .object(replace(object) ?? mapping(object, replace))
        default: value
        }
    }

    /// The schema without a keyword, wherever it stands.
    static func removing(_ keyword: String, from schema: JSONValue) -> JSONValue {
        switch schema {
        case .array(let elements): return .array(elements.map { removing(keyword, from: $0) })
        case .object(let object):
            var result = object
            result[keyword] = nil
            for member in result where !data.contains(member.name) {
                if maps.contains(member.name), case .object(var map) = member.value {
                    for entry in map { map[entry.name] = removing(keyword, from: entry.value) }
                    result[member.name] = .object(map)
                } else {
                    result[member.name] = removing(keyword, from: member.value)
                }
            }
            return .object(result)
        default: return schema
        }
    }
}
