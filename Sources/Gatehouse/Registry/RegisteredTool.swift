import GatehouseJSON
import GatehouseSchema

/// A tool with everything about it that is worked out once, when the server is made.
final class RegisteredTool: Sendable {
    let tool: Tool
    /// The tool's place in lists.
    let position: Int
    let input: Schema
    let output: Schema?
    /// The parameters that `Mcp-Param-…` header fields mirror.
    let mirrored: [MirroredParameter]
    let requirement: AccessTable.Grants
    let plan: ComponentPlan?

    init(tool: Tool, position: Int, table: AccessTable, plan: ComponentPlan?) throws(RegistrationError) {
        self.tool = tool
        self.position = position
        self.plan = plan
        self.requirement = table.requirement(tool.options.access)
        if let error = tool.options.limits.error {
            throw RegistrationError("tool \"\(tool.name)\": its limits: \(error)")
        }
        do throws(SchemaError) {
            input = try Schema(compiling: tool.inputSchema)
        } catch {
            throw RegistrationError("tool \"\(tool.name)\": its input schema: \(error)")
        }
        do throws(SchemaError) {
            output = if let schema = tool.outputSchema { try Schema(compiling: schema) } else { nil }
        } catch {
            throw RegistrationError("tool \"\(tool.name)\": its output schema: \(error)")
        }
        guard tool.inputSchema["type"] == "object" else {
            throw RegistrationError(
                "tool \"\(tool.name)\": its input schema must have \"type\": \"object\" at its root")
        }
        do throws(RegistrationError) {
            mirrored = try MirroredParameter.all(in: tool.inputSchema)
        } catch {
            throw RegistrationError("tool \"\(tool.name)\": \(error.message)")
        }
    }
}
