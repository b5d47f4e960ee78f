import GatehouseMacros

extension FieldRule {
    /// A rule that no keyword of JSON Schema says, under a name, so that parameters can have it too.
    static let notShouted = FieldRule.validate { (text: String) throws(FieldProblem) in
        guard text.contains(where: \.isLowercase) else { throw FieldProblem("must not be all in capitals") }
    }
}
