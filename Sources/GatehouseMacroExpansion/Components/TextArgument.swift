import SwiftSyntax

/// How a parameter's value is come by where callers give text: the arguments of prompts, the variables of templates.
struct TextArguments {
    let members: [Member]

    /// The rules of the members, compiled once, where there are any.
    var rules: SourceText { ObjectExpansion(members: members).rulesEnum }

    /// The value of a member out of `values`.
    func value(of parameter: FunctionParameter) -> String {
        guard let member = members.first(where: { $0.identifier == parameter.identifier }) else { return "" }
        var call = CallText(name: member.isRequired ? "values.required" : "values.optional")
        call.add(nil, member.jsonName.asLiteral)
        if member.isConstrained { call.add(nil, "Rules.\(member.identifier)") }
        guard let value = member.defaultValue, value.source != "nil" else { return call.text() }
        return "\(call.text()) ?? \(value.source)"
    }
}
