import GatehouseMacroExpansion
import SwiftCompilerPlugin
import SwiftSyntaxMacros

// The compiler looks for macros by this module's name; all work is done in GatehouseMacroExpansion.

struct SchemableMacro: SchemableExpanding {}
struct FieldMacro: FieldExpanding {}
struct ToolMacro: ToolExpanding {}
struct ResourceMacro: ResourceExpanding {}
struct PromptMacro: PromptExpanding {}
struct CompletionMacro: CompletionExpanding {}
struct ToolboxMacro: ToolboxExpanding {}

@main
struct GatehousePlugin: CompilerPlugin {
    let providingMacros: [any Macro.Type] = [
        SchemableMacro.self, FieldMacro.self, ToolMacro.self, ResourceMacro.self, PromptMacro.self,
        CompletionMacro.self, ToolboxMacro.self,
    ]
}
