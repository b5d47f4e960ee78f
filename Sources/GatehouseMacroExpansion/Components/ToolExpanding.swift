public import SwiftSyntax
public import SwiftSyntaxMacros

/// Expands `@Tool`: a value of type `Tool` beside the function.
public protocol ToolExpanding: PeerMacro {}

extension ToolExpanding {
    /// The expansion is laid out here, and stays as it is.
    public static var formatMode: FormatMode { .disabled }

    /// Writes the expansion, and reports what is wrong with the declaration.
    public static func expansion(
        of node: AttributeSyntax,
        providingPeersOf declaration: some DeclSyntaxProtocol,
        in context: some MacroExpansionContext
    ) throws -> [DeclSyntax] {
        ComponentMacro.expand("@Tool", node, on: declaration, in: context) { options, problems in
            if options.arguments["description"] == nil {
                options.function.checkDocumentation(macro: "@Tool", problems: &problems)
            }
            return ToolExpansion(options, problems: &problems).declarations
        }
    }
}
