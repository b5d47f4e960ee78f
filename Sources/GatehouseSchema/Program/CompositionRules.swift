/// The keywords that apply other schemas to the same value. Subschemas are named by their index in the program.
struct CompositionRules: Sendable {
    /// The target of `$ref`.
    var reference: Int?
    var dynamicReference: DynamicReference?
    var allOf: [Int] = []
    var anyOf: [Int] = []
    var oneOf: [Int] = []
    var not: Int?
    var condition: Int?
    var consequence: Int?
    var alternative: Int?

    /// Whether there is none of them.
    var isEmpty: Bool {
        reference == nil && dynamicReference == nil && allOf.isEmpty && anyOf.isEmpty && oneOf.isEmpty && not == nil
            && condition == nil
    }
}
