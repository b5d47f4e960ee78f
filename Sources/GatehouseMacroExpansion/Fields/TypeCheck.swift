import SwiftDiagnostics
import SwiftSyntax
import SwiftSyntaxBuilder

/// Finds the part of a type that JSON has no form for.
final class TypeCheck: SyntaxVisitor {
    private let subject: String
    private var problems: Problems

    /// Checks a type.
    ///
    /// - Parameter subject: What has the type, for the diagnostic: `parameter 'query'`.
    static func check(_ type: TypeSyntax, of subject: String, problems: inout Problems) {
        let check = TypeCheck(subject: subject, problems: problems)
        check.walk(type)
        problems = check.problems
    }

    private init(subject: String, problems: Problems) {
        self.subject = subject
        self.problems = problems
        super.init(viewMode: .sourceAccurate)
    }

    override func visit(_ node: TupleTypeSyntax) -> SyntaxVisitorContinueKind {
        // Parentheses around one type are no tuple.
        if node.elements.count == 1, node.elements.first?.firstName == nil { return .visitChildren }
        return refuse(node, "a tuple has no form in JSON: declare a struct with @Schemable")
    }

    override func visit(_ node: FunctionTypeSyntax) -> SyntaxVisitorContinueKind {
        refuse(node, "a function has no form in JSON")
    }

    override func visit(_ node: SomeOrAnyTypeSyntax) -> SyntaxVisitorContinueKind {
        refuse(node, "'\(node.source)' does not say which type to read: name one type, or an enum with @Schemable")
    }

    override func visit(_ node: MetatypeTypeSyntax) -> SyntaxVisitorContinueKind {
        refuse(node, "a type has no form in JSON")
    }

    override func visit(_ node: CompositionTypeSyntax) -> SyntaxVisitorContinueKind {
        refuse(node, "'\(node.source)' does not say which type to read: name one type, or an enum with @Schemable")
    }

    override func visit(_ node: AttributedTypeSyntax) -> SyntaxVisitorContinueKind {
        for specifier in node.specifiers {
            guard let simple = specifier.as(SimpleTypeSpecifierSyntax.self) else { continue }
            guard simple.specifier.tokenKind == .keyword(.inout) else { continue }
            let fixIt = FixIt.replace(node, with: node.baseType.trimmed, "remove 'inout'", id: "remove-inout")
            return refuse(node, "a caller over the network has no variable for 'inout'", fixIts: [fixIt])
        }
        return .visitChildren
    }

    override func visit(_ node: IdentifierTypeSyntax) -> SyntaxVisitorContinueKind {
        guard ["Any", "AnyObject", "AnyHashable"].contains(node.name.text) else { return .visitChildren }
        let replacement = TypeSyntax("JSONValue")
        let fixIt = FixIt.replace(node, with: replacement, "take any JSON as 'JSONValue'", id: "use-json-value")
        return refuse(node, "'\(node.name.text)' does not say what to read", fixIts: [fixIt])
    }

    private func refuse(
        _ node: some SyntaxProtocol,
        _ reason: String,
        fixIts: [FixIt] = []
    ) -> SyntaxVisitorContinueKind {
        problems.error("\(subject): \(reason)", id: "unsupported-type", at: node, fixIts: fixIts)
        return .skipChildren
    }
}
