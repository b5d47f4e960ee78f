@testable import Gatehouse

/// Makes schemas with values that conform to them, and remembers which texts must not be seen.
struct RandomArguments {
    private var random: SplitMix64
    private var count = 0
    private var definitions = JSONObject()
    /// Texts and names that nobody declared open, each of which occurs nowhere else.
    private(set) var hidden: [String] = []
    /// Texts that are declared open.
    private(set) var shown: [String] = []

    /// What the places around say.
    private struct Surroundings {
        var isOpen = false
        var isHidden = false
    }

    init(seed: UInt64) {
        random = SplitMix64(seed: seed)
    }

    /// An object with a few members.
    mutating func object(depth: Int) -> (schema: JSONValue, value: JSONValue) {
        let (schema, value) = object(depth, Surroundings())
        var document = schema.objectValue ?? [:]
        if !definitions.isEmpty { document["$defs"] = .object(definitions) }
        return (.object(document), value)
    }

    private mutating func object(_ depth: Int, _ around: Surroundings) -> (JSONValue, JSONValue) {
        var properties = JSONObject()
        var members = JSONObject()
        for position in 0..<Int.random(in: 1...4, using: &random) {
            let (schema, value) = place(depth + 1, around)
            properties["m\(position)"] = schema
            if Int.random(in: 0..<5, using: &random) > 0 { members["m\(position)"] = value }
        }
        var schema: JSONObject = ["type": "object", "properties": .object(properties)]
        if Bool.random(using: &random) {
            schema["additionalProperties"] = Bool.random(using: &random) ? ["type": "integer"] : [:]
            members[text(around)] = 7
        }
        return (.object(schema), .object(members))
    }

    /// A text that occurs nowhere else, and is noted.
    private mutating func text(_ around: Surroundings) -> String {
        count += 1
        let noise = String(UInt64.random(in: .min ... .max, using: &random), radix: 36)
        let text = "canary\(count)\(noise)"
        if around.isOpen, !around.isHidden { shown.append(text) } else { hidden.append(text) }
        return text
    }

    private mutating func place(_ depth: Int, _ around: Surroundings) -> (JSONValue, JSONValue) {
        var around = around
        let declaration = [nil, nil, nil, "open", "personal", "secret"].randomElement(using: &random) ?? nil
        if declaration == "open" { around.isOpen = true }
        if declaration == "personal" || declaration == "secret" { around.isHidden = true }
        let (schema, value) = wrapped(depth, around)
        guard let declaration, case .object(var object) = schema else { return (schema, value) }
        object["x-gatehouse-sensitivity"] = .string(declaration)
        return (.object(object), value)
    }

    /// A schema as it is, behind a reference, or as one of several alternatives.
    private mutating func wrapped(_ depth: Int, _ around: Surroundings) -> (JSONValue, JSONValue) {
        let (schema, value) = plain(depth, around)
        switch Int.random(in: 0..<6, using: &random) {
        case 0:
            let name = "d\(definitions.count)"
            definitions[name] = schema
            return (["$ref": .string("#/$defs/\(name)")], value)
        case 1: return (["anyOf": [schema, ["type": "null"]]], value)
        case 2: return (["allOf": [schema]], value)
        case 3: return (["anyOf": [["type": "boolean"], schema]], value)
        default: return (schema, value)
        }
    }

    private mutating func plain(_ depth: Int, _ around: Surroundings) -> (JSONValue, JSONValue) {
        switch Int.random(in: 0..<(depth > 4 ? 5 : 8), using: &random) {
        case 0: return (["type": "integer"], .integer(Int64.random(in: 0...9, using: &random)))
        case 1: return (["enum": ["red", "green"]], "red")
        case 2: return (["type": "string", "format": "date"], "2026-07-28")
        case 3: return ([:], .string(text(around)))
        case 4: return (["type": "string"], .string(text(around)))
        case 5:
            let (schema, value) = place(depth + 1, around)
            return (["type": "array", "items": schema], .array([value]))
        default: return object(depth, around)
        }
    }
}
