import GatehouseMacroExpansion
import SwiftCompilerPlugin
import SwiftSyntaxMacros

/// The compiler's way to the macros, whose work is all done in `GatehouseMacroExpansion`.
@main
struct GatehousePlugin: CompilerPlugin {
    let providingMacros: [any Macro.Type] = [
        SchemableMacro.self, FieldMacro.self, ToolMacro.self, ResourceMacro.self, PromptMacro.self,
        CompletionMacro.self, ToolboxMacro.self,
    ]
}
