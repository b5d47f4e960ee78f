/// A subschema as the evaluators read it. A class, so that reading one copies a reference and not its rules.
final class Subschema: Sendable {
    let rules: SubschemaRules
    let acceptsAll: Bool
    /// What it applies to the same value, where it applies anything. Its rules are not copied to read them either,
    /// which keeps the stack of deep validations small.
    let composition: Composition?
    let hasUnevaluated: Bool

    init(_ rules: SubschemaRules) {
        self.rules = rules
        acceptsAll = rules.acceptsAll
        composition = rules.composition.isEmpty ? nil : Composition(rules: rules.composition)
        hasUnevaluated = rules.unevaluatedItems != nil || rules.unevaluatedProperties != nil
    }

    /// The keywords that apply other schemas.
    final class Composition: Sendable {
        let rules: CompositionRules

        init(rules: CompositionRules) {
            self.rules = rules
        }
    }
}
