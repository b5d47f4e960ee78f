public import SwiftSyntax
import SwiftSyntaxBuilder
public import SwiftSyntaxMacros

/// Expands `@Schemable`: an extension that publishes, reads and writes the type as JSON.
public struct SchemableMacro: ExtensionMacro {
    /// The expansion is laid out here, and stays as it is.
    public static var formatMode: FormatMode { .disabled }

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
        problems.report(to: context)
        guard let body, !problems.hasErrors else { return [] }
        var source = SourceText()
        source.add("extension \(type.trimmedDescription): Schemable\(Self.constraints(of: declaration)) {")
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

    /// The requirement that everything a generic type is made of is as good as the type itself.
    private static func constraints(of declaration: some DeclGroupSyntax) -> String {
        guard let generics = declaration.asProtocol((any WithGenericParametersSyntax).self)?.genericParameterClause
        else { return "" }
        let constraints = generics.parameters.compactMap { parameter -> String? in
            guard parameter.specifier == nil, parameter.inheritedType?.lastName != "Schemable" else { return nil }
            return "\(parameter.name.text): Schemable"
        }
        return constraints.isEmpty ? "" : " where " + constraints.joined(separator: ", ")
    }
}
