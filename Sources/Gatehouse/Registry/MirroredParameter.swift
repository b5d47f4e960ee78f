package import GatehouseJSON

/// A parameter whose value clients repeat in a header field `Mcp-Param-{name}`, so that a gateway can route by it.
///
/// Implements "Custom Headers from Tool Parameters" of basic/transports/streamable-http (2026-07-28).
package struct MirroredParameter: Sendable, Hashable {
    /// The schema keyword that marks such a parameter.
    package static let keyword = "x-mcp-header"

    /// The name behind `Mcp-Param-`, as the schema spells it.
    package let name: String
    /// The names of the properties that lead to the value.
    package let path: [String]
    /// The value's declared type: `string`, `integer` or `boolean`.
    package let type: String

    /// The annotated parameters of an input schema.
    ///
    /// - Throws: ``RegistrationError`` for an annotation that the specification does not allow.
    package static func all(in schema: JSONValue) throws(RegistrationError) -> [MirroredParameter] {
        var found: [MirroredParameter] = []
        try collect(schema, path: [], isReachable: true, into: &found)
        var names: Set<String> = []
        for parameter in found where !names.insert(parameter.name.lowercased()).inserted {
            throw RegistrationError("\(keyword) \"\(parameter.name)\" stands twice in its input schema")
        }
        return found
    }

    private static func collect(
        _ schema: JSONValue,
        path: [String],
        isReachable: Bool,
        into found: inout [MirroredParameter]
    ) throws(RegistrationError) {
        guard case .object(let object) = schema else { return }
        if let annotation = object[keyword] {
            found.append(try parameter(annotation, of: object, path: path, isReachable: isReachable))
        }
        for member in object {
            switch member.name {
            case "properties":
                for property in member.value.objectValue ?? [:] {
                    try collect(property.value, path: path + [property.name], isReachable: isReachable, into: &found)
                }
            case "patternProperties", "dependentSchemas", "$defs", "definitions":
                for entry in member.value.objectValue ?? [:] {
                    try collect(entry.value, path: path, isReachable: false, into: &found)
                }
            case "allOf", "anyOf", "oneOf", "prefixItems":
                for entry in member.value.arrayValue ?? [] {
                    try collect(entry, path: path, isReachable: false, into: &found)
                }
            case "items", "contains", "additionalProperties", "unevaluatedItems", "unevaluatedProperties",
                "propertyNames", "not", "if", "then", "else":
                try collect(member.value, path: path, isReachable: false, into: &found)
            default: break
            }
        }
    }

    private static func parameter(
        _ annotation: JSONValue,
        of schema: JSONObject,
        path: [String],
        isReachable: Bool
    ) throws(RegistrationError) -> MirroredParameter {
        let place = path.isEmpty ? "the root of its input schema" : "parameter \"\(path.joined(separator: "."))\""
        guard isReachable, !path.isEmpty else {
            throw RegistrationError("\(keyword) at \(place) is not reachable through properties alone")
        }
        guard case .string(let name) = annotation, isToken(name) else {
            throw RegistrationError("\(keyword) of \(place) must be a header field name (RFC 9110, section 5.1)")
        }
        guard let type = schema["type"]?.stringValue, ["string", "integer", "boolean"].contains(type) else {
            throw RegistrationError("\(keyword) of \(place) needs the type string, integer or boolean")
        }
        return MirroredParameter(name: name, path: path, type: type)
    }

    private static func isToken(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"):
                    true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }

    /// The value in a call's arguments; nothing where it is absent or `null`.
    package func value(in arguments: JSONObject) -> JSONValue? {
        var value = JSONValue.object(arguments)
        for name in path {
            guard let next = value[name] else { return nil }
            value = next
        }
        // Beside a value, nil would be the literal of JSON's null, not an absent value.
        guard !value.isNull else { return nil }
        return value
    }
}
