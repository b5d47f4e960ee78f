import SwiftDiagnostics
import SwiftSyntax

/// What a fix-it of these macros says it will do.
struct ExpansionFixIt: FixItMessage {
    let message: String
    let fixItID: MessageID

    init(_ message: String, id: String) {
        self.message = message
        self.fixItID = MessageID(domain: "Gatehouse", id: id)
    }
}

extension FixIt {
    /// A fix-it that puts one node in the place of another, between the same white space and comments.
    static func replace(
        _ node: some SyntaxProtocol,
        with replacement: some SyntaxProtocol,
        _ message: String,
        id: String
    ) -> FixIt {
        var replacement = replacement.trimmed
        replacement.leadingTrivia = node.leadingTrivia
        replacement.trailingTrivia = node.trailingTrivia
        return change(node, to: replacement, message, id: id)
    }

    /// A fix-it that puts one node in the place of another, with its own white space and comments.
    static func change(
        _ node: some SyntaxProtocol,
        to replacement: some SyntaxProtocol,
        _ message: String,
        id: String
    ) -> FixIt {
        FixIt(
            message: ExpansionFixIt(message, id: id),
            changes: [.replace(oldNode: Syntax(node), newNode: Syntax(replacement))])
    }
}
