import SwiftSyntax
import SwiftSyntaxBuilder

/// The value that `@Completion` makes of a function.
struct CompletionExpansion {
    private let function: ComponentFunction
    private let target: ExprSyntax?
    private let argument: String

    init(_ options: ComponentOptions, problems: inout Problems) {
        function = options.function
        target = options.arguments["for"]
        argument = options.arguments.source("argument") ?? "\"\""
        if let target, LiteralValue.text(target) == nil {
            problems.error(
                "name the prompt or the URI template with a string literal", id: "completion-target", at: target)
        }
        checkParameters(problems: &problems)
    }

    /// The first parameter is what was typed; the others are arguments that were given before, as far as they were.
    private func checkParameters(problems: inout Problems) {
        guard let first = function.published.first else {
            problems.error(
                "@Completion needs a parameter of type 'String' for what was typed", id: "completion-parameter",
                at: function.syntax.signature.parameterClause)
            return
        }
        if first.syntax.type.lastName != "String" {
            problems.error("what was typed is a 'String'", id: "completion-parameter", at: first.syntax.type)
        }
        for other in function.published.dropFirst() where other.syntax.type.wrappedType?.lastName != "String" {
            problems.error(
                "'\(other.identifier.withoutBackticks)' is an argument that may not be given yet: take a 'String?'",
                id: "completion-parameter", at: other.syntax.type,
                fixIts: [
                    .replace(other.syntax.type, with: TypeSyntax("String?"), "take a 'String?'", id: "take-optional")
                ])
        }
    }

    /// The declaration of the value.
    var declarations: [SourceText] {
        var body = SourceText()
        let label = target.flatMap(LiteralValue.text)?.contains(":") == true ? "template" : "prompt"
        var call = CallText(name: "Completion")
        call.add(label, target?.source ?? "\"\"")
        call.add("argument", argument)
        body.add(call.text(room: 80) + " { request, context\(function.closureResult()) in")
        let first = function.published.first?.identifier
        let text = function.call { parameter in
            let name = parameter.identifier
            return name == first ? "request.value" : "request.arguments[\(name.withoutBackticks.asLiteral)]"
        }
        body.add(text, indent: 1)
        body.add("}")
        return [ComponentMacro.property("Completion", of: function, body)]
    }
}
