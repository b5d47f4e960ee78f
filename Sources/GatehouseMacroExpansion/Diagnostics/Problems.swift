import SwiftDiagnostics
import SwiftSyntax
import SwiftSyntaxMacros

/// The diagnostics of one expansion, in the order in which they were found.
struct Problems {
    private(set) var diagnostics: [Diagnostic] = []

    /// Whether there is a reason to expand to nothing.
    var hasErrors: Bool { diagnostics.contains { $0.diagMessage.severity == .error } }

    /// Adds an error at a node, or at a position within it.
    mutating func error(
        _ message: String,
        id: String,
        at node: some SyntaxProtocol,
        position: AbsolutePosition? = nil,
        fixIts: [FixIt] = []
    ) {
        let message = ExpansionMessage(message, id: id)
        diagnostics.append(Diagnostic(node: node, position: position, message: message, fixIts: fixIts))
    }

    /// Adds a warning at a node.
    mutating func warning(_ message: String, id: String, at node: some SyntaxProtocol, fixIts: [FixIt] = []) {
        let message = ExpansionMessage(message, id: id, severity: .warning)
        diagnostics.append(Diagnostic(node: node, message: message, fixIts: fixIts))
    }

    /// Hands everything to the compiler.
    func report(to context: some MacroExpansionContext) {
        for diagnostic in diagnostics { context.diagnose(diagnostic) }
    }
}
