import SwiftDiagnostics
import SwiftSyntax

/// The value that `@Resource` makes of a function.
struct ResourceExpansion {
    private let options: ComponentOptions
    private let function: ComponentFunction
    private let text: TextArguments
    private let uri: String
    private let isTemplate: Bool

    init(_ options: ComponentOptions, problems: inout Problems) {
        self.options = options
        function = options.function
        text = TextArguments(function, function.members(problems: &problems))
        let check = TemplateCheck(options.arguments.unlabeled.first, function, text.members)
        let template = check.template(problems: &problems)
        uri = options.arguments.unlabeled.first?.source ?? "\"\""
        isTemplate = template?.variables.isEmpty == false
    }

    /// The declarations: the variables' rules, where they have any, and the value.
    var declarations: [SourceText] {
        text.declarations + [ComponentMacro.property("Resource", of: function, SourceText([resource.spreadText]))]
    }

    private var resource: CallText {
        var call = CallText(name: "Resource")
        call.add(isTemplate ? "template" : "uri", uri)
        call.add("name", options.name)
        call.add("options", resourceOptions)
        if isTemplate { call.add("types", text.types) }
        call.add("reading", text.closure(result, self.call))
        return call
    }

    private var resourceOptions: String? {
        let arguments = options.arguments
        var call = CallText(name: "Resource.Options")
        call.add("title", options.title)
        call.add("description", options.description(function.documentation.description))
        call.add("mimeType", arguments.source("mimeType"))
        call.add("icons", arguments.source("icons"))
        call.add("meta", arguments.source("meta"))
        call.add("access", arguments.source("requires"))
        call.add("timeToLive", arguments.source("timeToLive"))
        call.add("cacheScope", arguments.source("cacheScope"))
        call.add("timeout", arguments.source("timeout"))
        call.add("needs", options.needs)
        call.add("guards", arguments.source("guards"))
        call.add("version", arguments.source("version"))
        call.add("tags", arguments.source("tags"))
        call.add("variableRules", arguments.source("variableRules"))
        call.add("sensitivity", text.sensitivity)
        return call.arguments.isEmpty ? nil : call.text()
    }

    /// What the function gives where it may give nothing.
    private var wrapped: TypeSyntax? { function.returnType?.wrappedType }

    private var result: String { function.closureResult(wrapped.map { function.naming($0).source }) }

    private var call: SourceText {
        var source = SourceText()
        let call = function.call(canThrow: !text.members.isEmpty) { text.value(of: $0) }
        if wrapped != nil {
            source.add("guard let value = \(call) else { throw ResourceNotFound() }")
            source.add("return value")
        } else {
            source.add(call)
        }
        return source
    }
}
