/// A subschema as the evaluators read it. A class, so that reading one copies a reference and not its rules.
final class Subschema: Sendable {
    let rules: SubschemaRules
    let acceptsAll: Bool
    let hasComposition: Bool
    let hasUnevaluated: Bool

    init(_ rules: SubschemaRules) {
        self.rules = rules
        acceptsAll = rules.acceptsAll
        hasComposition = !rules.composition.isEmpty
        hasUnevaluated = rules.unevaluatedItems != nil || rules.unevaluatedProperties != nil
    }
}

/// A compiled schema: its subschemas, which name one another by index, so that recursive schemas form no cycle.
final class SchemaProgram: Sendable {
    let subschemas: [Subschema]
    let root: Int
    /// For each name of a dynamic anchor, the subschema that each resource gives it.
    let dynamicAnchors: [[Int: Int]]
    let limits: SchemaLimits

    init(subschemas: [Subschema], root: Int, dynamicAnchors: [[Int: Int]], limits: SchemaLimits) {
        self.subschemas = subschemas
        self.root = root
        self.dynamicAnchors = dynamicAnchors
        self.limits = limits
    }
}
