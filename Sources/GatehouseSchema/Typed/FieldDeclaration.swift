import GatehouseJSON

/// A field as its type declares it, to find what cannot be meant.
struct FieldDeclaration<Value: SchemaProviding> {
    let name: String
    let type: Value.Type
    let rules: FieldRules

    /// The schema of the field. What is wrong with its declaration is reported.
    func schema(default value: (any JSONEncodable)?, in definitions: inout SchemaDefinitions) -> JSONValue {
        for issue in rules.issues { report(issue, to: &definitions) }
        reportKinds(to: &definitions)
        for check in rules.compiled.checks where !check.applies(type) {
            report("validate is about \(check.type), the field is of type \(type)", to: &definitions)
        }
        let base = type.schema(in: &definitions)
        guard let value else { return rules.schema(base) }
        guard case .some(let json) = try? JSONValue(parsing: value.jsonBytes) else {
            report("the default value cannot be written as JSON", to: &definitions)
            return rules.schema(base)
        }
        if !rules.accepts(json) { report("the default value breaks the field's own rules", to: &definitions) }
        return rules.schema(base, default: json)
    }

    private func reportKinds(to definitions: inout SchemaDefinitions) {
        let kinds = (type as? any FieldCheckable.Type)?.fieldKinds ?? []
        for kind in [FieldKinds.number, .string, .array, .object] {
            guard rules.compiled.kinds.contains(kind), !kinds.contains(kind) else { continue }
            report("rules about \(kind.noun) do not apply to \(type)", to: &definitions)
        }
    }

    private func report(_ message: String, to definitions: inout SchemaDefinitions) {
        definitions.report(SchemaError(message, at: JSONPointer([name])))
    }
}
