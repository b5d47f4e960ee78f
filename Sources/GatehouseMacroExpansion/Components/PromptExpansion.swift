import SwiftSyntax

/// The value that `@Prompt` makes of a function.
struct PromptExpansion {
    private let options: ComponentOptions
    private let function: ComponentFunction
    private let text: TextArguments

    init(_ options: ComponentOptions, problems: inout Problems) {
        self.options = options
        function = options.function
        let naming = MemberNaming(options.arguments)
        text = TextArguments(function, function.members(naming: naming, problems: &problems))
    }

    /// The declarations: the arguments' rules, where they have any, and the value.
    var declarations: [SourceText] {
        text.declarations + [ComponentMacro.property("Prompt", of: function, SourceText([prompt.spreadText]))]
    }

    private var prompt: CallText {
        var call = CallText(name: "Prompt")
        call.add("name", options.name)
        call.add("description", options.description(function.documentation.summary) ?? "\"\"")
        if !text.members.isEmpty {
            let list = CallText(name: "", arguments: text.members.map { .init(nil, argument($0)) })
            call.add("arguments", "[" + list.spreadText.dropFirst().dropLast() + "]")
        }
        call.add("options", promptOptions)
        call.add("types", text.types)
        let body = function.call(canThrow: !text.members.isEmpty) { text.value(of: $0) }
        call.add("reading", text.closure(function.closureResult(), SourceText([body])))
        return call
    }

    private func argument(_ member: Member) -> String {
        var call = CallText(name: "PromptArgument")
        call.add("name", member.jsonName.asLiteral)
        call.add("title", told("title", member))
        call.add("description", told("description", member) ?? member.description?.asLiteral)
        call.add("required", member.isRequired ? "true" : "false")
        return call.text()
    }

    /// What a rule of that name tells, as an expression.
    private func told(_ name: String, _ member: Member) -> String? {
        member.arguments.rules.first { $0.name == name }?.argument?.source
    }

    private var promptOptions: String? {
        let arguments = options.arguments
        var call = CallText(name: "Prompt.Options")
        call.add("title", options.title)
        call.add("icons", arguments.source("icons"))
        call.add("meta", arguments.source("meta"))
        call.add("access", arguments.source("requires"))
        call.add("timeout", arguments.source("timeout"))
        call.add("needs", options.needs)
        call.add("guards", arguments.source("guards"))
        call.add("version", arguments.source("version"))
        call.add("tags", arguments.source("tags"))
        call.add("sensitivity", text.sensitivity)
        return call.arguments.isEmpty ? nil : call.text()
    }
}
