import SwiftSyntax

/// The arguments of `@Schemable`.
struct SchemableOptions {
    /// Whether objects with other members are refused.
    let isClosed: Bool
    let naming: MemberNaming
    /// The member that says which case of an enumeration an object is.
    let discriminator: String

    init(_ attribute: AttributeSyntax, problems: inout Problems) {
        let arguments = MacroArguments(attribute)
        isClosed = !arguments.unlabeled.contains { expression in
            expression.as(MemberAccessExprSyntax.self)?.declName.baseName.text == "open"
        }
        naming = MemberNaming(arguments)
        guard let expression = arguments["discriminator"] else {
            discriminator = "type"
            return
        }
        if LiteralValue.text(expression) == nil {
            problems.error(
                "the discriminator must be a string literal", id: "discriminator-not-literal", at: expression)
        }
        discriminator = LiteralValue.text(expression) ?? "type"
    }
}
