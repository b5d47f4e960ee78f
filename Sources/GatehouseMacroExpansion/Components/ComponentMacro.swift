import SwiftDiagnostics
import SwiftSyntax
import SwiftSyntaxBuilder
import SwiftSyntaxMacros

/// What the macros that make a value of a function share.
enum ComponentMacro {
    /// Expands a macro that stands on a function.
    ///
    /// - Parameters:
    ///   - name: The macro's name, as `@Tool`.
    ///   - body: Writes the value's declaration.
    static func expand(
        _ name: String,
        _ attribute: AttributeSyntax,
        on declaration: some DeclSyntaxProtocol,
        in context: some MacroExpansionContext,
        body: (ComponentOptions, inout Problems) -> [SourceText]
    ) -> [DeclSyntax] {
        var problems = Problems()
        defer { problems.report(to: context) }
        guard let syntax = declaration.as(FunctionDeclSyntax.self) else {
            problems.error("\(name) is for functions", id: "not-a-function", at: attribute)
            return []
        }
        let function = ComponentFunction(syntax, in: context)
        function.check(macro: name, problems: &problems)
        function.checkParameterDocumentation(problems: &problems)
        let sources = body(ComponentOptions(arguments: MacroArguments(attribute), function: function), &problems)
        guard !problems.hasErrors else { return [] }
        return sources.map { DeclSyntax("\(raw: $0.text)") }
    }

    /// The declaration of the value: a property that makes it of the function.
    static func property(_ type: String, of function: ComponentFunction, _ body: SourceText) -> SourceText {
        var source = SourceText()
        source.add("/// What clients see of ``\(function.reference)``.")
        source.add("\(function.valueModifiers)var \(function.name)\(type): \(type) {")
        source.add(body, indent: 1)
        source.add("}")
        return source
    }
}

extension ComponentFunction {
    /// The function's full name, as documentation refers to it.
    var reference: String {
        let labels = parameters.map { ($0.label ?? "_") + ":" }
        return "\(name)(\(labels.joined()))"
    }
}
