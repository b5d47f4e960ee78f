public import SwiftSyntax
public import SwiftSyntaxMacros

/// Expands `@Completion`: a value of type `Completion` beside the function.
public protocol CompletionExpanding: PeerMacro {}

extension CompletionExpanding {
    /// The expansion is laid out here, and stays as it is.
    public static var formatMode: FormatMode { .disabled }

    /// Writes the expansion, and reports what is wrong with the declaration.
    public static func expansion(
        of node: AttributeSyntax,
        providingPeersOf declaration: some DeclSyntaxProtocol,
        in context: some MacroExpansionContext
    ) throws -> [DeclSyntax] {
        ComponentMacro.expand("@Completion", node, on: declaration, in: context) { options, problems in
            options.function.checkReturns(macro: "@Completion", what: "what is suggested", problems: &problems)
            return CompletionExpansion(options, problems: &problems).declarations
        }
    }
}
