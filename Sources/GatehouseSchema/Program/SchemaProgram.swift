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
