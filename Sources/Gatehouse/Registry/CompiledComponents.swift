/// Components whose schemas are compiled, with what their requests need worked out.
struct CompiledComponents: Sendable {
    let tools: [CompiledTool]
    let prompts: [PlannedPrompt]
    let resources: [PlannedResource]
    let completions: [Completion]

    /// - Throws: ``RegistrationError`` for tools that the protocol does not allow, and where something that the components
    ///   need is not provided.
    init(_ components: Components, _ terms: RegistryTerms) throws(RegistrationError) {
        let (graph, guards) = (terms.graph, terms.guards)
        try graph.checkProviders(of: components)
        let components = components.withAccess(of: guards)
        var tools: [CompiledTool] = []
        for tool in components.tools {
            tools.append(try CompiledTool(tool, plan: try graph.plan(for: tool, under: guards)))
        }
        var prompts: [PlannedPrompt] = []
        for prompt in components.prompts {
            prompts.append(PlannedPrompt(prompt: prompt, plan: try graph.plan(for: prompt, under: guards)))
        }
        var resources: [PlannedResource] = []
        for resource in components.resources {
            resources.append(PlannedResource(resource: resource, plan: try graph.plan(for: resource, under: guards)))
        }
        self.tools = tools
        self.prompts = prompts
        self.resources = resources
        completions = components.completions
    }

    /// What they ask for.
    var access: [Access] {
        tools.map(\.tool.options.access) + prompts.map(\.prompt.options.access)
            + resources.map(\.resource.options.access)
    }
}

/// A prompt with what its requests need; nothing where they need nothing.
struct PlannedPrompt: Sendable {
    let prompt: Prompt
    let plan: ComponentPlan?
}

/// A resource with what its requests need; nothing where they need nothing.
struct PlannedResource: Sendable {
    let resource: Resource
    let plan: ComponentPlan?
}
