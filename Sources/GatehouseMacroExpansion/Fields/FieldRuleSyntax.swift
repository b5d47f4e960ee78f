import SwiftSyntax

/// One rule of a `@Field`, as it was written: `.range(1...50)`, `.unique`.
struct FieldRuleSyntax {
    let expression: ExprSyntax
    /// The name of the rule: `range`.
    let name: String
    /// What stands between its parentheses.
    let arguments: [ExprSyntax]

    /// Reads a rule; nothing where it is an expression of another form, which nothing is known of.
    init?(_ expression: ExprSyntax) {
        let call = expression.as(FunctionCallExprSyntax.self)
        guard let member = (call?.calledExpression ?? expression).as(MemberAccessExprSyntax.self) else { return nil }
        self.expression = expression
        self.name = member.declName.baseName.text
        self.arguments = call?.arguments.map(\.expression) ?? []
    }

    /// The only argument.
    var argument: ExprSyntax? { arguments.count == 1 ? arguments[0] : nil }
}
