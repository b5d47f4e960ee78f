import SwiftSyntax

/// A function of a toolbox that is declared as a component.
struct ToolboxMember {
    /// The macros that declare components.
    enum Kind: String, CaseIterable {
        case tool = "Tool"
        case prompt = "Prompt"
        case resource = "Resource"
        case completion = "Completion"

        /// The label of the components' list.
        var label: String { rawValue.lowercased() + "s" }
    }

    let kind: Kind
    let attribute: AttributeSyntax
    let function: FunctionDeclSyntax
    let arguments: MacroArguments

    /// The components that a function is declared as.
    static func all(of function: FunctionDeclSyntax) -> [ToolboxMember] {
        Kind.allCases.flatMap { kind in
            function.attributes.attributes(named: kind.rawValue).map { attribute in
                ToolboxMember(
                    kind: kind, attribute: attribute, function: function, arguments: MacroArguments(attribute))
            }
        }
    }

    /// The function's name.
    var name: String { function.name.text.withoutBackticks }

    /// The value that the macro makes, seen from an instance.
    var value: String {
        let isStatic = function.modifiers.has(.static) || function.modifiers.has(.class)
        return "\(isStatic ? "Self." : "")\(name)\(kind.rawValue)"
    }

    /// What identifies the component among those of its kind, with the node that says so; nothing where it is not
    /// written as a literal.
    var identity: (text: String, place: Syntax)? {
        switch kind {
        case .tool, .prompt:
            guard let expression = arguments["name"] else { return (name.snakeCased, Syntax(function.name)) }
            return LiteralValue.text(expression).map { ($0, Syntax(expression)) }
        case .resource:
            guard let expression = arguments.unlabeled.first else { return nil }
            return LiteralValue.text(expression).map { ($0, Syntax(expression)) }
        case .completion:
            guard let target = arguments["for"].flatMap(LiteralValue.text), let argument = arguments["argument"],
                let text = LiteralValue.text(argument)
            else { return nil }
            return ("\(text) of \(target)", Syntax(argument))
        }
    }

    /// What tells the component from others of its name: components may share one where their versions differ.
    var version: String { arguments.source("version") ?? "" }

    /// The names in JSON of what callers give.
    var argumentNames: [String] {
        var problems = Problems()
        let naming = MemberNaming(arguments)
        return function.signature.parameterClause.parameters.map(FunctionParameter.init).filter(\.isPublished)
            .map { parameter in
                FieldArguments(parameter.syntax.attributes, problems: &problems).name
                    ?? naming.name(parameter.identifier.withoutBackticks)
            }
    }
}
