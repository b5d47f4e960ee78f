import SwiftSyntax

/// The arguments of the `@Field` attributes of a property or a parameter.
struct FieldArguments {
    /// The rules, without the one that names the member.
    private(set) var expressions: [ExprSyntax] = []
    /// Those of ``expressions`` whose form is known.
    private(set) var rules: [FieldRuleSyntax] = []
    /// The member's name in JSON, where one was given.
    private(set) var name: String?

    /// Reads the attributes of a declaration.
    init(_ attributes: AttributeListSyntax, problems: inout Problems) {
        for attribute in attributes.attributes(named: "Field") {
            guard case .argumentList(let arguments) = attribute.arguments else { continue }
            for argument in arguments { add(argument.expression, problems: &problems) }
        }
    }

    private mutating func add(_ expression: ExprSyntax, problems: inout Problems) {
        let rule = FieldRuleSyntax(expression)
        if let rule, rule.name == "name" {
            guard let argument = rule.argument, let text = LiteralValue.text(argument) else {
                problems.error(
                    "a member's name must be a string literal", id: "name-not-literal", at: rule.argument ?? expression)
                return
            }
            name = text
        } else {
            expressions.append(expression)
            if let rule { rules.append(rule) }
        }
    }

    /// Whether one of the rules has that name.
    func has(_ name: String) -> Bool { rules.contains { $0.name == name } }
}

extension AttributeListSyntax {
    /// The attributes of that name, be it written with its module or without.
    func attributes(named name: String) -> [AttributeSyntax] {
        compactMap { element in
            guard let attribute = element.as(AttributeSyntax.self) else { return nil }
            return attribute.attributeName.lastName == name ? attribute : nil
        }
    }
}

extension TypeSyntax {
    /// The last part of a type's name: `Context` of `Gatehouse.Context`.
    var lastName: String? {
        if let type = self.as(IdentifierTypeSyntax.self) { return type.name.text }
        if let type = self.as(MemberTypeSyntax.self) { return type.name.text }
        return nil
    }
}
