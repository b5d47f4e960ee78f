import GatehouseJSON
import GatehouseSchema

/// A tool that was held to every rule, with its schemas compiled: what takes long is done once, before it is registered.
struct CompiledTool: Sendable {
    let tool: Tool
    let version: ComponentVersion?
    let input: Schema
    let output: Schema?
    /// What may be kept of the arguments.
    let redaction: RedactionPlan
    /// The parameters that `Mcp-Param-…` header fields mirror.
    let mirrored: [MirroredParameter]
    /// What its calls need injected and checked; nothing where they need nothing.
    let plan: ComponentPlan?

    init(_ tool: Tool, plan: ComponentPlan?) throws(RegistrationError) {
        self.tool = tool
        self.plan = plan
        try ComponentRules.check(tool)
        let label = "tool \"\(tool.name)\""
        version = try ComponentRules.version(tool.options.version, of: label)
        if let error = tool.options.limits.error { throw RegistrationError("\(label): its limits: \(error)") }
        do throws(SchemaError) {
            if let error = tool.schemaError { throw error }
            input = try Schema(
                compiling: tool.declaredSchema, options: SchemaOptions(assertsFormat: tool.assertsFormat))
        } catch {
            throw RegistrationError("\(label): its input schema: \(error)")
        }
        redaction = try RedactionPlan(input, tool.options.sensitivity, of: label)
        do throws(SchemaError) {
            output = if let schema = tool.outputSchema { try Schema(compiling: schema) } else { nil }
        } catch {
            throw RegistrationError("\(label): its output schema: \(error)")
        }
        guard tool.inputSchema["type"] == "object" else {
            throw RegistrationError("\(label): its input schema must have \"type\": \"object\" at its root")
        }
        do throws(RegistrationError) {
            mirrored = try MirroredParameter.all(in: tool.inputSchema)
        } catch {
            throw RegistrationError("\(label): \(error.message)")
        }
    }
}
