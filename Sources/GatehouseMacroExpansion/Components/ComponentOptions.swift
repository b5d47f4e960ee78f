import SwiftSyntax

/// What the macros of all components have in common: name, title, description and what is passed on as it was written.
struct ComponentOptions {
    let arguments: MacroArguments
    let function: ComponentFunction

    /// The component's name, as an expression.
    var name: String { arguments.source("name") ?? function.name.snakeCased.asLiteral }

    /// The component's name, where a literal or nothing was written.
    var literalName: String? {
        guard let expression = arguments["name"] else { return function.name.snakeCased }
        return LiteralValue.text(expression)
    }

    /// The title, as an expression.
    var title: String? { arguments.source("title") ?? function.documentation.title?.asLiteral }

    /// The description, as an expression.
    ///
    /// - Parameter text: What the documentation says, where no description was written.
    func description(_ text: String) -> String? {
        arguments.source("description") ?? (text.isEmpty ? nil : text.asLiteral)
    }

    /// What the function needs to be there before it runs.
    var needs: String? {
        let needs = function.parameters.compactMap { parameter -> String? in
            guard case .dependency(let dependency) = parameter.source else { return nil }
            return dependency ?? ".type(\(parameter.syntax.type.source).self)"
        }
        return needs.isEmpty ? nil : "Needs(\(needs.joined(separator: ", ")))"
    }
}
