/// A change in which everything that takes long was done: it may have to be made more than once, where somebody else
/// changes the registry at the same time.
enum CompiledChange: Sendable {
    case put(CompiledComponents, replaces: Bool)
    case remove(ComponentSelection)
    case enable(ComponentSelection)
    case disable(ComponentSelection)

    init(_ change: RegistryChange) throws(RegistrationError) {
        switch change.kind {
        case .put(let components, let replaces):
            self = .put(try CompiledComponents(components), replaces: replaces)
        case .remove(let selection): self = .remove(selection)
        case .enable(let selection): self = .enable(selection)
        case .disable(let selection): self = .disable(selection)
        }
    }
}

/// Components whose schemas are compiled.
struct CompiledComponents: Sendable {
    let tools: [CompiledTool]
    let prompts: [Prompt]
    let resources: [Resource]

    init(_ components: Components) throws(RegistrationError) {
        var tools: [CompiledTool] = []
        for tool in components.tools { tools.append(try CompiledTool(tool)) }
        self.tools = tools
        prompts = components.prompts
        resources = components.resources
    }

    /// What they ask for.
    var access: [Access] {
        tools.map(\.tool.options.access) + prompts.map(\.options.access) + resources.map(\.options.access)
    }
}
