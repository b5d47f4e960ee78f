import SwiftSyntax

/// A member of a JSON object and the Swift property or parameter behind it.
struct Member {
    /// The property's name as it stands in source, with backticks where it needs them.
    let identifier: String
    /// The member's name in JSON.
    let jsonName: String
    let type: TypeSyntax
    let defaultValue: ExprSyntax?
    let arguments: FieldArguments
    /// What is told about the member, from documentation.
    let description: String?

    /// The property's name without backticks.
    var name: String { identifier.withoutBackticks }

    /// Whether the type is written as an optional.
    var isOptional: Bool { type.wrappedType != nil }

    /// Whether an object without the member is refused, as far as the type's spelling tells.
    var isRequired: Bool { !isOptional && defaultValue == nil }

    /// The rules as the arguments of a `FieldRules`; the documentation is the last.
    var ruleExpressions: [String] {
        var expressions = arguments.expressions.map(\.source)
        if let description, !arguments.has("description") {
            expressions.append(".description(\(description.asLiteral))")
        }
        return expressions
    }

    /// Whether reading a value has to check anything but its type.
    var isConstrained: Bool {
        arguments.expressions.count > arguments.rules.count || arguments.rules.contains { !Self.told.contains($0.name) }
    }

    /// What is declared about keeping the value, as it was written: `.secret`, `.personal` or `.open`.
    var sensitivity: String? {
        arguments.rules.first { Self.sensitivities.contains($0.name) && $0.arguments.isEmpty }.map { "." + $0.name }
    }

    /// The rules that say what may be kept of a value.
    static let sensitivities: Set<String> = ["secret", "personal", "open"]

    /// The rules that tell something and refuse nothing.
    private static let told: Set<String> = [
        "title", "description", "examples", "deprecated", "secret", "personal", "open", "header",
    ]
}

extension TypeSyntax {
    /// The type within an optional.
    var wrappedType: TypeSyntax? {
        if let type = self.as(OptionalTypeSyntax.self) { return type.wrappedType }
        if let type = self.as(ImplicitlyUnwrappedOptionalTypeSyntax.self) { return type.wrappedType }
        guard let type = self.as(IdentifierTypeSyntax.self), type.name.text == "Optional",
            let argument = type.genericArgumentClause?.arguments.first, case .type(let wrapped) = argument.argument
        else { return nil }
        return wrapped
    }

    /// The source of the type with another optional around it.
    var optionalSource: String { source + "?" }
}
