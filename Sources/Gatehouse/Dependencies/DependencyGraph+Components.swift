extension DependencyGraph {
    /// Checks that components bring no provider that the server was made without: values that live with the server are
    /// made when it starts, so a provider cannot come later.
    func checkProviders(of components: Components) throws(RegistrationError) {
        for provider in components.dependencies where self.provider(of: provider.key) == nil {
            throw RegistrationError(
                "dependency \"\(provider.key.name)\" is provided by components that are added to a server: "
                    + "what provides it must be there when the server is made")
        }
    }

    /// What a tool's calls need, under the guards of the whole server.
    func plan(for tool: Tool, under guards: [Guard]) throws(RegistrationError) -> ComponentPlan? {
        try plan(
            "tool \"\(tool.name)\"", needs: tool.options.needs, guards: guards + tool.options.guards,
            input: tool.inputType)
    }

    /// What a prompt's requests need.
    func plan(for prompt: Prompt, under guards: [Guard]) throws(RegistrationError) -> ComponentPlan? {
        try plan(
            "prompt \"\(prompt.name)\"", needs: prompt.options.needs, guards: guards + prompt.options.guards)
    }

    /// What a resource's requests need.
    func plan(for resource: Resource, under guards: [Guard]) throws(RegistrationError) -> ComponentPlan? {
        try plan(
            "resource \"\(resource.uri)\"", needs: resource.options.needs, guards: guards + resource.options.guards)
    }
}
