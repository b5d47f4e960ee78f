import SwiftDiagnostics
import SwiftSyntax
import SwiftSyntaxBuilder

/// Holds the variables of a resource's URI template and the parameters of its function to each other.
struct TemplateCheck {
    private let expression: ExprSyntax?
    private let function: ComponentFunction
    private let members: [Member]

    init(_ expression: ExprSyntax?, _ function: ComponentFunction, _ members: [Member]) {
        self.expression = expression
        self.function = function
        self.members = members
    }

    /// The template, where it could be read.
    func template(problems: inout Problems) -> TemplateText? {
        guard let expression else { return nil }
        guard let literal = expression.as(StringLiteralExprSyntax.self), let text = LiteralValue.text(expression) else {
            problems.error(
                "a resource's URI must be a string literal: its variables are the function's parameters",
                id: "uri-not-literal", at: expression)
            return nil
        }
        let template = TemplateText(text)
        if let offset = template.brokenAt {
            problems.error(
                "the URI template has a brace that does not belong to a variable", id: "bad-template", at: expression,
                position: literal.position(of: offset, in: text))
            return nil
        }
        checkVariables(of: template, literal, text, problems: &problems)
        checkParameters(of: template, text, problems: &problems)
        return template
    }

    private func checkVariables(
        of template: TemplateText,
        _ literal: StringLiteralExprSyntax,
        _ text: String,
        problems: inout Problems
    ) {
        for variable in template.variables where !members.contains(where: { $0.jsonName == variable.name }) {
            problems.error(
                "'\(function.name)' has no parameter for the variable '\(variable.name)'",
                id: "variable-without-parameter",
                at: literal, position: literal.position(of: variable.offset, in: text), fixIts: fixIts(variable.name))
        }
    }

    private func fixIts(_ name: String) -> [FixIt] {
        guard let first = name.unicodeScalars.first, first.properties.isXIDStart,
            name.unicodeScalars.allSatisfy(\.properties.isXIDContinue)
        else { return [] }
        let clause = function.syntax.signature.parameterClause
        var parameters = Array(clause.parameters)
        if let last = parameters.popLast() {
            parameters.append(last.trimmed.with(\.trailingComma, .commaToken(trailingTrivia: .space)))
        }
        parameters.append(FunctionParameterSyntax("\(raw: name): String"))
        let replacement = clause.with(\.parameters, FunctionParameterListSyntax(parameters))
        return [.replace(clause, with: replacement, "add the parameter '\(name)'", id: "add-parameter")]
    }

    private func checkParameters(of template: TemplateText, _ text: String, problems: inout Problems) {
        for (parameter, member) in zip(function.published, members)
        where !template.variables.contains(where: { $0.name == member.jsonName }) {
            problems.error(
                "\"\(text)\" has no variable {\(member.jsonName)} that gives this parameter its value",
                id: "parameter-without-variable", at: parameter.syntax)
        }
    }
}

extension StringLiteralExprSyntax {
    /// The place of a byte of the literal's text, where the text is written as it is.
    fileprivate func position(of offset: Int, in text: String) -> AbsolutePosition? {
        guard segments.count == 1, let segment = segments.first?.as(StringSegmentSyntax.self),
            segment.content.text == text
        else { return nil }
        return segment.content.positionAfterSkippingLeadingTrivia.advanced(by: offset)
    }
}
