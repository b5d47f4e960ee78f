import SwiftSyntax

/// The value that `@Tool` makes of a function.
struct ToolExpansion {
    private let options: ComponentOptions
    private let function: ComponentFunction
    private let members: [Member]
    private let traits: ToolTraits

    init(_ options: ComponentOptions, problems: inout Problems) {
        self.options = options
        function = options.function
        members = function.members(naming: MemberNaming(options.arguments), problems: &problems)
        traits = ToolTraits(options.arguments.unlabeled, problems: &problems)
        if let limits = options.arguments["limits"] { LimitCheck.check(limits, problems: &problems) }
        if let task = options.arguments["task"] { TaskCheck.check(task, options, problems: &problems) }
    }

    /// The declarations: the type of the arguments, where there are any, and the value.
    ///
    /// The type stands beside the value and not within it, because the compiler emits no code for a local type of an
    /// expansion. A macro that may stand on a global function can only append to names, so the type's begins small.
    var declarations: [SourceText] {
        var body = SourceText()
        body.add(tool.spreadText + " { \(members.isEmpty ? "_" : "input"), context\(result) in")
        body.add(call, indent: 1)
        body.add("}")
        return (members.isEmpty ? [] : [input]) + [ComponentMacro.property("Tool", of: function, body)]
    }

    /// The type of the arguments.
    private var input: SourceText {
        let object = ObjectExpansion(members: members, isGeneric: function.isInGenericType)
        var source = SourceText()
        source.add("/// What callers send to ``\(function.reference)``.")
        source.add("private struct \(inputName): ToolInput {")
        for member in members { source.add("let \(member.identifier): \(member.type.source)", indent: 1) }
        source.blank()
        if !object.rulesEnum.lines.isEmpty {
            source.add(object.rulesEnum, indent: 1)
            source.blank()
        }
        source.add("static var checksSchema: Bool { true }", indent: 1)
        source.blank()
        source.add("static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {", indent: 1)
        source.add(object.schema, indent: 2)
        source.add(".value", indent: 3)
        source.add("}", indent: 1)
        source.blank()
        source.add(object.initializer, indent: 1)
        source.add("}")
        return source
    }

    private var inputName: String { "\(function.name)Input" }

    private var tool: CallText {
        var call = CallText(name: "Tool")
        call.add("name", options.name)
        call.add("description", options.description(function.documentation.description) ?? "\"\"")
        call.add("options", toolOptions)
        call.add("input", members.isEmpty ? "NoInput.self" : "\(inputName).self")
        return call
    }

    private var toolOptions: String? {
        let arguments = options.arguments
        var call = CallText(name: "ToolOptions")
        call.add("title", options.title)
        call.add("annotations", traits.annotations)
        call.add("icons", arguments.source("icons"))
        call.add("meta", arguments.source("meta"))
        call.add("access", arguments.source("requires"))
        call.add("limits", arguments.source("limits"))
        call.add("timeout", arguments.source("timeout"))
        call.add("maximumConcurrentCalls", arguments.source("maximumConcurrentCalls"))
        call.add("execution", arguments.source("execution"))
        call.add("needs", options.needs)
        call.add("guards", arguments.source("guards"))
        call.add("version", arguments.source("version"))
        call.add("tags", arguments.source("tags"))
        call.add("reading", arguments.source("reading"))
        call.add("schemaStyle", arguments.source("schemaStyle"))
        call.add("task", arguments.source("task"))
        return call.arguments.isEmpty ? nil : call.text()
    }

    private var result: String { function.closureResult(function.returnType == nil ? "ToolOutcome" : nil) }

    private var call: SourceText {
        var source = SourceText()
        source.add(function.call { "input.\($0.identifier)" })
        if function.returnType == nil { source.add("return ToolOutcome()") }
        return source
    }
}
