import GatehouseJSON

/// Puts a schema and its definitions together as one document.
struct SchemaAssembly {
    private let definitions: [String: SchemaDefinitions.Definition]
    private let order: [String]
    /// The definitions that contain themselves.
    private let recursive: Set<String>
    private let inlines: Bool

    init(_ definitions: [SchemaDefinitions.Definition], inlines: Bool) {
        let references = Dictionary(
            definitions.map { ($0.name, SchemaWalk.references(in: $0.body)) }, uniquingKeysWith: { first, _ in first })
        self.definitions = Dictionary(definitions.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        order = definitions.map(\.name)
        recursive = Set(references.keys.filter { Self.reaches($0, from: $0, references) })
        self.inlines = inlines
    }

    private static func reaches(_ goal: String, from start: String, _ references: [String: Set<String>]) -> Bool {
        var seen: Set<String> = []
        var open = Array(references[start] ?? [])
        while let name = open.popLast() {
            if name == goal { return true }
            guard seen.insert(name).inserted else { continue }
            open += references[name] ?? []
        }
        return false
    }

    /// The document. A definition that is the whole of it stands at its root, where MCP wants a `type`.
    func document(_ root: JSONValue) -> JSONValue {
        guard case .object(let object) = root else { return root }
        let name = SchemaReference.name(in: object)
        var expanded = inlined(object, rootName: name)
        let rest = definitionsNeeded(by: .object(expanded), rootName: name)
        if !rest.isEmpty { expanded["$defs"] = .object(rest) }
        return .object(expanded)
    }

    private func inlined(_ object: JSONObject, rootName: String?) -> JSONObject {
        guard let rootName, let definition = definitions[rootName] else {
            return SchemaWalk.mapping(object) { replacement($0, rootName: rootName) }
        }
        var siblings = object
        siblings["$ref"] = nil
        let body = expanded(definition.body, rootName: rootName)
        return SchemaMerge.merge(siblings, over: body)
    }

    private func expanded(_ body: JSONValue, rootName: String?) -> JSONObject {
        guard case .object(let object) = body else { return ["allOf": [body]] }
        return SchemaWalk.mapping(object) { replacement($0, rootName: rootName) }
    }

    /// What stands in the place of a schema that refers to a definition; nothing where it stays.
    private func replacement(_ schema: JSONObject, rootName: String?) -> JSONObject? {
        guard let name = SchemaReference.name(in: schema), let definition = definitions[name] else { return nil }
        if name == rootName, recursive.contains(name) {
            var copy = schema
            copy["$ref"] = "#"
            return copy
        }
        guard !recursive.contains(name), inlines || definition.uses == 1 else { return nil }
        var siblings = schema
        siblings["$ref"] = nil
        return SchemaMerge.merge(siblings, over: expanded(definition.body, rootName: rootName))
    }

    /// The definitions that are still referred to, also by one another, in the order in which they were made.
    private func definitionsNeeded(by document: JSONValue, rootName: String?) -> JSONObject {
        var bodies: [String: JSONObject] = [:]
        var open = Array(SchemaWalk.references(in: document))
        while let name = open.popLast() {
            guard bodies[name] == nil, let definition = definitions[name] else { continue }
            let body = expanded(definition.body, rootName: rootName)
            bodies[name] = body
            open += SchemaWalk.references(in: .object(body))
        }
        var result = JSONObject()
        for name in order {
            if let body = bodies[name] { result[name] = .object(body) }
        }
        return result
    }
}
