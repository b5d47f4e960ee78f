public import SwiftSyntax
public import SwiftSyntaxMacros

/// Expands `@Prompt`: a value of type `Prompt` beside the function.
public protocol PromptExpanding: PeerMacro {}

extension PromptExpanding {
    /// The expansion is laid out here, and stays as it is.
    public static var formatMode: FormatMode { .disabled }

    /// Writes the expansion, and reports what is wrong with the declaration.
    public static func expansion(
        of node: AttributeSyntax,
        providingPeersOf declaration: some DeclSyntaxProtocol,
        in context: some MacroExpansionContext
    ) throws -> [DeclSyntax] {
        ComponentMacro.expand("@Prompt", node, on: declaration, in: context) { options, problems in
            if options.arguments["description"] == nil {
                options.function.checkDocumentation(macro: "@Prompt", problems: &problems)
            }
            options.function.checkReturns(macro: "@Prompt", what: "messages", problems: &problems)
            return PromptExpansion(options, problems: &problems).declarations
        }
    }
}
