public import SwiftSyntax
import SwiftSyntaxBuilder
public import SwiftSyntaxMacros

/// Expands `@Schemable`: an extension that publishes, reads and writes the type as JSON.
public protocol SchemableExpanding: ExtensionMacro {}

extension SchemableExpanding {
    /// The expansion is laid out here, and stays as it is.
    public static var formatMode: FormatMode { .disabled }

    /// Writes the expansion, and reports what is wrong with the declaration.
    public static func expansion(
        of node: AttributeSyntax,
        attachedTo declaration: some DeclGroupSyntax,
        providingExtensionsOf type: some TypeSyntaxProtocol,
        conformingTo protocols: [TypeSyntax],
        in context: some MacroExpansionContext
    ) throws -> [ExtensionDeclSyntax] {
        var problems = Problems()
        let options = SchemableOptions(node, problems: &problems)
        let body = Self.body(of: declaration, attribute: node, options, problems: &problems)
        Self.checkParameters(of: declaration, problems: &problems)
        problems.report(to: context)
        guard let body, !problems.hasErrors else { return [] }
        var source = SourceText()
        // Those that the type does not declare itself. The compiler finds none that is only implied by another.
        let conformances = protocols.isEmpty ? "" : ": " + protocols.map(\.source).joined(separator: ", ")
        source.add("extension \(type.trimmedDescription)\(conformances) {")
        source.add(body, indent: 1)
        source.add("}")
        return [try ExtensionDeclSyntax("\(raw: source.text)")]
    }

    private static func body(
        of declaration: some DeclGroupSyntax,
        attribute: AttributeSyntax,
        _ options: SchemableOptions,
        problems: inout Problems
    ) -> SourceText? {
        if let declaration = declaration.as(StructDeclSyntax.self) {
            return StructExpansion(declaration, options, problems: &problems).source
        }
        if let declaration = declaration.as(EnumDeclSyntax.self) {
            return EnumExpansion(declaration, options, problems: &problems).source(problems: &problems)
        }
        problems.error(
            "@Schemable is for structs and enums: values that travel as JSON have no identity", id: "schemable-kind",
            at: attribute)
        return nil
    }

    /// A generic type is made of its parameters, so they must be as good as the type itself.
    private static func checkParameters(of declaration: some DeclGroupSyntax, problems: inout Problems) {
        guard let generic = declaration.asProtocol((any WithGenericParametersSyntax).self),
            let clause = generic.genericParameterClause, generic.genericWhereClause == nil
        else { return }
        for parameter in clause.parameters where parameter.inheritedType == nil && parameter.specifier == nil {
            let replacement = GenericParameterSyntax(
                attributes: parameter.attributes,
                name: parameter.name.trimmed,
                colon: .colonToken(trailingTrivia: .space),
                inheritedType: TypeSyntax("Schemable"),
                trailingComma: parameter.trailingComma)
            problems.error(
                "'\(parameter.name.text)' must be Schemable, because values of it are read and written",
                id: "unconstrained-parameter", at: parameter,
                fixIts: [.replace(parameter, with: replacement, "add ': Schemable'", id: "constrain-parameter")])
        }
    }
}
