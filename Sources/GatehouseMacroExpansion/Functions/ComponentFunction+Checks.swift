import SwiftDiagnostics
import SwiftSyntax
import SwiftSyntaxBuilder

extension ComponentFunction {
    /// Finds what no caller over the network can give.
    ///
    /// - Parameter macro: The macro's name, as `@Tool`.
    func check(macro: String, problems: inout Problems) {
        if let generics = syntax.genericParameterClause {
            problems.error(
                "\(macro) needs a function that is not generic: callers send JSON, which names no types",
                id: "generic-function", at: generics)
        }
        for parameter in syntax.signature.parameterClause.parameters {
            checkVariadic(parameter, problems: &problems)
        }
        for parameter in published {
            TypeCheck.check(
                parameter.syntax.type, of: "parameter '\(parameter.identifier.withoutBackticks)'", problems: &problems)
        }
        for modifier in syntax.modifiers where modifier.name.tokenKind == .keyword(.mutating) {
            problems.error(
                "\(macro) needs a method that does not mutate: many calls share one value", id: "mutating-function",
                at: modifier)
        }
    }

    private func checkVariadic(_ parameter: FunctionParameterSyntax, problems: inout Problems) {
        guard let ellipsis = parameter.ellipsis else { return }
        let list = ArrayTypeSyntax(element: parameter.type.trimmed)
        let replacement = parameter.with(\.type, TypeSyntax(list)).with(\.ellipsis, nil)
        let name = (parameter.secondName ?? parameter.firstName).text
        problems.error(
            "parameter '\(name)': a list of values is an array", id: "variadic-parameter", at: ellipsis,
            fixIts: [.replace(parameter, with: replacement, "take an array", id: "variadic-to-array")])
    }

    /// Finds rules in Swift that stand at a parameter themselves: the compiler (6.3) does not find the parameters of a
    /// closure there, and crashes on a reference to a static function.
    func checkNamed(_ rules: [FieldRuleSyntax], problems: inout Problems) {
        for rule in rules where rule.name == "validate" {
            problems.error(
                "a parameter takes '.validate' under a name alone: declare 'extension FieldRule { static let valid = "
                    + "FieldRule.validate { … } }' and write '@Field(.valid)'",
                id: "unnamed-rule", at: rule.expression)
        }
    }

    /// Warns of documentation that is about no parameter, as a misspelled name is.
    func checkParameterDocumentation(problems: inout Problems) {
        let names = Set(parameters.map { $0.identifier.withoutBackticks })
        for name in documentation.parameters.keys.sorted() where !names.contains(name) {
            problems.warning(
                "the documentation of '\(self.name)' is about a parameter '\(name)' that it does not have",
                id: "unknown-parameter", at: syntax.name)
        }
    }

    /// Warns where a model has nothing to choose the component by.
    func checkDocumentation(macro: String, problems: inout Problems) {
        guard documentation.isEmpty else { return }
        let stub = "/// <#What it does, for a model to choose by#>"
        problems.warning(
            "'\(name)' has no documentation, and a model chooses by it", id: "no-documentation", at: syntax.name,
            fixIts: [
                .change(
                    syntax, to: syntax.documented(by: stub), "write a documentation comment", id: "add-documentation")
            ])
    }
}

extension FunctionDeclSyntax {
    /// The function with a comment in front of it, at the function's own indentation.
    fileprivate func documented(by comment: String) -> FunctionDeclSyntax {
        let indent = leadingTrivia.pieces.reversed().prefix { piece in
            switch piece {
            case .spaces, .tabs: true
            default: false
            }
        }
        let line: [TriviaPiece] = [.docLineComment(comment), .newlines(1)] + indent.reversed()
        return with(\.leadingTrivia, leadingTrivia + Trivia(pieces: line))
    }
}

extension ComponentFunction {
    /// Finds a function that has nothing to give.
    func checkReturns(macro: String, what: String, problems: inout Problems) {
        guard returnType == nil else { return }
        problems.error("\(macro) needs a function that returns \(what)", id: "returns-nothing", at: syntax.name)
    }
}
