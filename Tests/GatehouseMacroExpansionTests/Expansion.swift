import GatehouseMacroExpansion
import SwiftDiagnostics
import SwiftParser
import SwiftSyntax
import SwiftSyntaxBuilder
import SwiftSyntaxMacroExpansion
import SwiftSyntaxMacros

private struct SchemableMacro: SchemableExpanding {}
private struct FieldMacro: FieldExpanding {}
private struct ToolMacro: ToolExpanding {}
private struct ResourceMacro: ResourceExpanding {}
private struct PromptMacro: PromptExpanding {}
private struct CompletionMacro: CompletionExpanding {}
private struct ToolboxMacro: ToolboxExpanding {}

/// Source that was expanded with all macros, and what was said of it.
struct Expansion {
    /// The source with every macro expanded.
    let text: String
    /// Each diagnostic as `line:column: severity: message`.
    let diagnostics: [String]
    /// The source after each fix-it by itself, under what the fix-it says it does.
    let fixes: [String: String]

    init(_ source: String) {
        let file = Parser.parse(source: source)
        let context = BasicMacroExpansionContext(
            sourceFiles: [file: .init(moduleName: "Library", fullFilePath: "Library.swift")])
        let expanded = file.expand(
            macroSpecs: Self.macros,
            contextGenerator: { BasicMacroExpansionContext(sharingWith: context, lexicalContext: $0.lexicalContext) },
            indentationWidth: .spaces(4))
        text = expanded.description
        diagnostics = context.diagnostics.map { Self.line($0, context) }
        var fixes: [String: String] = [:]
        for fixIt in context.diagnostics.flatMap(\.fixIts) {
            fixes[fixIt.message.message] = Self.apply(fixIt, to: source, context)
        }
        self.fixes = fixes
    }

    private static let macros: [String: MacroSpec] = [
        "Schemable": MacroSpec(
            type: SchemableMacro.self,
            conformances: ["SchemaProviding", "JSONReadable", "JSONEncodable", "Sendable", "Schemable"]),
        "Field": MacroSpec(type: FieldMacro.self),
        "Tool": MacroSpec(type: ToolMacro.self),
        "Resource": MacroSpec(type: ResourceMacro.self),
        "Prompt": MacroSpec(type: PromptMacro.self),
        "Completion": MacroSpec(type: CompletionMacro.self),
        "Toolbox": MacroSpec(type: ToolboxMacro.self, conformances: ["Toolbox"]),
    ]

    private static func line(_ diagnostic: Diagnostic, _ context: BasicMacroExpansionContext) -> String {
        let place = context.location(for: diagnostic.position, anchoredAt: diagnostic.node, fileName: "Library.swift")
        return "\(place.line):\(place.column): \(diagnostic.diagMessage.severity): \(diagnostic.message)"
    }

    private static func apply(_ fixIt: FixIt, to source: String, _ context: BasicMacroExpansionContext) -> String {
        var bytes = Array(source.utf8)
        for case .replace(let old, let new) in fixIt.changes {
            let start = context.location(for: old.position, anchoredAt: old, fileName: "Library.swift").offset
            bytes.replaceSubrange(start..<(start + old.totalLength.utf8Length), with: new.description.utf8)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension SyntaxProtocol {
    /// What stands around a node, the innermost first, as the compiler hands it to a macro.
    fileprivate var lexicalContext: [Syntax] { allMacroLexicalContexts() }
}
