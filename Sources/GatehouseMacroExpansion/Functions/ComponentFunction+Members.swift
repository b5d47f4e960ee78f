import SwiftSyntax

extension ComponentFunction {
    /// The parameters that callers give, as members of an object.
    func members(naming: MemberNaming = .asWritten, problems: inout Problems) -> [Member] {
        var members: [Member] = []
        for parameter in published {
            let arguments = FieldArguments(parameter.syntax.attributes, problems: &problems)
            checkNamed(arguments.rules, problems: &problems)
            let name = parameter.identifier.withoutBackticks
            let member = Member(
                identifier: parameter.identifier,
                jsonName: arguments.name ?? naming.name(name),
                type: self.naming(parameter.syntax.type),
                defaultValue: parameter.syntax.defaultValue.map { self.naming($0.value.trimmed) },
                arguments: arguments,
                description: documentation.parameters[name] ?? DocComment(of: parameter.syntax).plainSummary
            )
            FieldCheck.check(
                member, written: parameter.syntax.defaultValue?.value, problems: &problems)
            members.append(member)
        }
        MemberCheck.checkNames(
            of: members, at: published.map { Syntax($0.syntax) }, problems: &problems)
        return members
    }

    /// The call of the function, with `try` and `await` where it needs them.
    ///
    /// - Parameter value: Writes how a published parameter's value is come by.
    func call(canThrow: Bool = false, value: (FunctionParameter) -> String) -> String {
        var call = CallText(name: callee)
        var needsResolving = false
        for parameter in parameters {
            let text: String
            switch parameter.source {
            case .caller: text = value(parameter)
            case .context: text = "context"
            case .principal: text = "context.principal"
            case .dependency(let dependency):
                needsResolving = true
                text = "context.resolve(\(dependency ?? "\(parameter.syntax.type.source).self"))"
            }
            call.add(parameter.label, text)
        }
        let effects = syntax.signature.effectSpecifiers
        let throwing = canThrow || needsResolving || effects?.throwsClause != nil
        let waiting = needsResolving || effects?.asyncSpecifier != nil || isIsolated
        return (throwing ? "try " : "") + (waiting ? "await " : "") + call.text()
    }

    private var callee: String {
        switch owner {
        case .file: identifier
        case .instance: "self.\(identifier)"
        case .type: "Self.\(identifier)"
        }
    }
}

extension DocComment {
    /// The summary, where there is one.
    var plainSummary: String? { summary.isEmpty ? nil : summary }
}
