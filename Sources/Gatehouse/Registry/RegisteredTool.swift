import GatehouseSchema

/// A tool with everything about it that is worked out once, when it is registered.
final class RegisteredTool: RegisteredComponent {
    private let compiled: CompiledTool
    let control: ComponentAccess
    /// How often and how many times at once it may be called.
    let bounds: ToolBounds
    /// Whether the tool says that it changes nothing.
    let isReadOnly: Bool

    private init(_ other: RegisteredTool, bounds: ToolBounds) {
        compiled = other.compiled
        control = other.control
        isReadOnly = other.isReadOnly
        self.bounds = bounds
    }

    init(_ compiled: CompiledTool, table: AccessTable, bounds: ToolBounds) {
        self.compiled = compiled
        let options = compiled.tool.options
        control = ComponentAccess(
            table, .tool, compiled.tool.name, tags: options.tags, declared: options.access,
            guards: table.guards.and(options.guards.access))
        self.bounds = bounds
        isReadOnly = compiled.tool.options.annotations?.readOnlyHint == true
    }

    var tool: Tool { compiled.tool }
    var input: Schema { compiled.input }
    var output: Schema? { compiled.output }
    var mirrored: [MirroredParameter] { compiled.mirrored }
    var plan: ComponentPlan? { compiled.plan }
    var redaction: RedactionPlan { compiled.redaction }

    var kind: ComponentKind { .tool }
    var key: String { compiled.tool.name }
    var version: ComponentVersion? { compiled.version }
    var tags: Set<String> { compiled.tool.options.tags }
    var site: DeclarationSite { compiled.tool.site }
    var prefixes: [String] { compiled.tool.prefixes }
    var access: Access { compiled.tool.options.access }

    /// The same tool within other bounds.
    func renewed(bounds: ToolBounds) -> RegisteredTool {
        RegisteredTool(self, bounds: bounds)
    }

    func renewed(for table: AccessTable) -> RegisteredTool {
        RegisteredTool(compiled, table: table, bounds: bounds)
    }
}
