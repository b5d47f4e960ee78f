public import SwiftSyntax
public import SwiftSyntaxMacros

/// Expands `@Field` on a stored property or a case: to nothing, because `@Schemable` reads its arguments.
public protocol FieldExpanding: PeerMacro {}

extension FieldExpanding {
    /// Writes the expansion, and reports what is wrong with the declaration.
    public static func expansion(
        of node: AttributeSyntax,
        providingPeersOf declaration: some DeclSyntaxProtocol,
        in context: some MacroExpansionContext
    ) throws -> [DeclSyntax] {
        var problems = Problems()
        if !declaration.is(VariableDeclSyntax.self), !declaration.is(EnumCaseDeclSyntax.self) {
            problems.error(
                "@Field is for stored properties, parameters and cases with values", id: "field-place", at: node)
        }
        problems.report(to: context)
        return []
    }
}
