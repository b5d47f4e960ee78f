public import SwiftSyntax
import SwiftSyntaxBuilder
public import SwiftSyntaxMacros

/// Expands `@Toolbox`: an extension that lists all components that the type declares.
public protocol ToolboxExpanding: ExtensionMacro {}

extension ToolboxExpanding {
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
        defer { problems.report(to: context) }
        guard Self.canHaveMethods(declaration) else {
            problems.error("@Toolbox is for structs, classes, actors and enums", id: "toolbox-kind", at: node)
            return []
        }
        let content = ToolboxContent(of: declaration, problems: &problems)
        guard !problems.hasErrors else { return [] }
        let isolation = declaration.isIsolated ? "nonisolated " : ""
        var source = SourceText()
        source.add("extension \(type.trimmedDescription)\(protocols.isEmpty ? "" : ": Toolbox") {")
        source.add("/// Everything that the toolbox declares, in the order of its declarations.", indent: 1)
        source.add(
            "\(isolation)\(declaration.modifiers.witnessPrefix)var components: Components {", indent: 1)
        source.add(content.components, indent: 2)
        source.add("}", indent: 1)
        source.add("}")
        return [try ExtensionDeclSyntax("\(raw: source.text)")]
    }

    private static func canHaveMethods(_ declaration: some DeclGroupSyntax) -> Bool {
        declaration.is(StructDeclSyntax.self) || declaration.is(ClassDeclSyntax.self)
            || declaration.is(ActorDeclSyntax.self) || declaration.is(EnumDeclSyntax.self)
    }
}
