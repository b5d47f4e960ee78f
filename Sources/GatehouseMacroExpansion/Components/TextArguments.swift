import SwiftSyntax

/// How a parameter's value is come by where callers give text: the arguments of prompts, the variables of templates.
struct TextArguments {
    let members: [Member]
    private let function: ComponentFunction
    private let object: ObjectExpansion

    init(_ function: ComponentFunction, _ members: [Member]) {
        self.members = members
        self.function = function
        object = ObjectExpansion(
            members: members, isGeneric: function.isInGenericType, rulesName: "\(function.name)Rules")
    }

    /// The rules of the members, compiled once, where there are any.
    var declarations: [SourceText] {
        let rules = object.rulesEnum
        return rules.lines.isEmpty ? [] : [rules]
    }

    /// The types of the members that may have but a few values: those that somebody declared.
    var types: String? {
        let types = members.compactMap { member -> String? in
            let type = member.type.wrappedType ?? member.type
            guard FieldKind(type: type) == nil, let name = type.lastName, !Self.known.contains(name) else { return nil }
            return "\(member.jsonName.asLiteral): \(function.naming(type).source).self"
        }
        return types.isEmpty ? nil : "[\(types.joined(separator: ", "))]"
    }

    /// What may be kept of the members' values, where somebody declared it.
    var sensitivity: String? {
        let declared = members.compactMap { member in
            member.sensitivity.map { "\(member.jsonName.asLiteral): \($0)" }
        }
        return declared.isEmpty ? nil : "[\(declared.joined(separator: ", "))]"
    }

    /// Types without cases that are numbers, texts or lists by no other name.
    private static let known: Set<String> = [
        "Bool", "Date", "URL", "UUID", "Data", "Duration", "JSONValue", "JSONObject",
    ]

    /// A closure that gets the arguments as `values`.
    func closure(_ result: String, _ body: SourceText) -> String {
        var source = SourceText()
        source.add("{ \(members.isEmpty ? "_" : "values"), context\(result) in")
        source.add(body, indent: 1)
        source.add("}")
        return source.text
    }

    /// The value of a member out of `values`.
    func value(of parameter: FunctionParameter) -> String {
        guard let member = members.first(where: { $0.identifier == parameter.identifier }) else { return "" }
        var call = CallText(name: member.isRequired ? "values.required" : "values.optional")
        call.add(nil, member.jsonName.asLiteral)
        if member.isConstrained {
            call.add(nil, "\(object.rulesName).\(member.identifier)")
        } else if member.sensitivity == ".secret" {
            // Whoever refuses the value has to know that it must not be repeated.
            call.add(nil, "FieldRules(.secret)")
        }
        guard let value = member.defaultValue, value.source != "nil" else { return call.text() }
        return "\(call.text()) ?? \(value.source)"
    }
}
