import GatehouseJSON
import GatehouseSchema

extension RedactionPlan {
    /// The violations without what a secret's value would show.
    ///
    /// Where a schema says itself that its values are secret, its violations tell nothing anyhow. This is for values of
    /// which something else says it: the tool's options, another alternative.
    func withoutSecrets(_ violations: [Violation]) -> [Violation] {
        holdsSecret ? violations.map(withoutSecret) : violations
    }

    private func withoutSecret(_ violation: Violation) -> Violation {
        guard let depth = depthOfSecret(at: violation.pointer) else { return violation }
        let isInside = violation.pointer.tokens.count > depth
        // Names inside of a secret are a part of it.
        guard isInside || violation.actual?.preview != nil || violation.suggestion != nil else { return violation }
        return Violation(
            pointer: JSONPointer(Array(violation.pointer.tokens.prefix(depth))), keyword: violation.keyword,
            message: isInside ? "holds something that does not match the schema" : "must match the schema",
            comparison: Violation.Comparison(expected: isInside ? nil : violation.expected))
    }
}
