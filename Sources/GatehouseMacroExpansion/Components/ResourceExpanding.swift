public import SwiftSyntax
public import SwiftSyntaxMacros

/// Expands `@Resource`: a value of type `Resource` beside the function.
public protocol ResourceExpanding: PeerMacro {}

extension ResourceExpanding {
    /// The expansion is laid out here, and stays as it is.
    public static var formatMode: FormatMode { .disabled }

    /// Writes the expansion, and reports what is wrong with the declaration.
    public static func expansion(
        of node: AttributeSyntax,
        providingPeersOf declaration: some DeclSyntaxProtocol,
        in context: some MacroExpansionContext
    ) throws -> [DeclSyntax] {
        ComponentMacro.expand("@Resource", node, on: declaration, in: context) { options, problems in
            options.function.checkReturns(macro: "@Resource", what: "what is read", problems: &problems)
            return ResourceExpansion(options, problems: &problems).declarations
        }
    }
}
