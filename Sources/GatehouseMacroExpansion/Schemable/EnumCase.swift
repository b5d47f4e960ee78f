import SwiftSyntax

/// A case of an enumeration.
struct EnumCase {
    let syntax: EnumCaseElementSyntax
    /// The name in source, with backticks where it needs them.
    let identifier: String
    /// The name in JSON, where the case has no raw value.
    let jsonName: String
    let documentation: DocComment
    let members: [Member]

    var name: String { identifier.withoutBackticks }
    var hasValues: Bool { !members.isEmpty }

    /// The raw value, where it is a string literal.
    var rawText: String? { syntax.rawValue.flatMap { LiteralValue.text($0.value) } }

    /// What stands for the case in JSON, for documentation.
    var published: String { syntax.rawValue.map { LiteralValue.text($0.value) ?? $0.value.source } ?? jsonName }

    /// The cases of a declaration, in order.
    static func all(of declaration: EnumDeclSyntax, _ naming: MemberNaming, problems: inout Problems) -> [EnumCase] {
        var cases: [EnumCase] = []
        for item in declaration.memberBlock.members {
            if let condition = item.decl.as(IfConfigDeclSyntax.self) {
                problems.error(
                    "a case under #if would make a schema that depends on how it was built", id: "conditional-case",
                    at: condition)
            }
            guard let group = item.decl.as(EnumCaseDeclSyntax.self) else { continue }
            // A comment in front of several cases cannot be meant for each of them.
            let documentation = group.elements.count == 1 ? DocComment(of: group) : DocComment()
            let rules = FieldArguments(group.attributes, problems: &problems)
            checkRules(rules, of: group, problems: &problems)
            for element in group.elements {
                cases.append(EnumCase(element, documentation, rules, naming, problems: &problems))
            }
        }
        return cases
    }

    private init(
        _ syntax: EnumCaseElementSyntax,
        _ documentation: DocComment,
        _ rules: FieldArguments,
        _ naming: MemberNaming,
        problems: inout Problems
    ) {
        self.syntax = syntax
        self.documentation = documentation
        identifier = syntax.name.text
        jsonName = naming.name(identifier.withoutBackticks)
        let parameters = Array(syntax.parameterClause?.parameters ?? [])
        var members: [Member] = []
        for (position, parameter) in parameters.enumerated() {
            let label = parameter.firstName.flatMap { $0.tokenKind == .wildcard ? nil : $0.text }
            if label == nil, parameters.count > 1 {
                problems.error(
                    "case '\(identifier)': give each value a label, which is its name in JSON", id: "unlabeled-value",
                    at: parameter)
            }
            let identifier = label ?? (parameters.count == 1 ? "value" : "value\(position + 1)")
            let name = identifier.withoutBackticks
            TypeCheck.check(parameter.type, of: "case '\(identifier)'", problems: &problems)
            members.append(
                Member(
                    identifier: identifier, jsonName: naming.name(name), type: parameter.type.trimmed,
                    defaultValue: parameter.defaultValue?.value.trimmed,
                    arguments: rules,
                    description: documentation.parameters[name]))
        }
        self.members = members
    }

    /// Reports rules in front of a case that cannot be meant for all its values.
    private static func checkRules(_ rules: FieldArguments, of group: EnumCaseDeclSyntax, problems: inout Problems) {
        let isRight =
            rules.name == nil && rules.expressions.count == rules.rules.count
            && rules.rules.allSatisfy { Member.sensitivities.contains($0.name) }
        if !isRight {
            problems.error(
                "in front of a case, @Field says what may be kept of its values: .secret, .personal or .open",
                id: "case-rule", at: group.attributes)
        }
        guard !rules.expressions.isEmpty, !group.elements.contains(where: { $0.parameterClause != nil }) else { return }
        problems.error(
            "the case has no values that @Field could be about", id: "case-without-values", at: group.attributes)
    }

    /// Finds two cases that would be one in JSON.
    static func checkNames(of cases: [EnumCase], problems: inout Problems) {
        var seen: Set<String> = []
        for one in cases where !seen.insert(one.published).inserted {
            problems.error(
                "two cases are called \"\(one.published)\" in JSON", id: "duplicate-case", at: one.syntax.name)
        }
    }
}
