import GatehouseJSON
import GatehouseProtocol

/// Everything that a server offers, looked up by name in constant time, listed in the order of registration.
struct Registry: Sendable {
    let tools: [RegisteredTool]
    let prompts: [RegisteredPrompt]
    let resources: [RegisteredResource]
    let templates: [RegisteredResource]
    let table: AccessTable
    private let toolsByName: [String: RegisteredTool]
    private let promptsByName: [String: RegisteredPrompt]
    private let resourcesByURI: [String: RegisteredResource]
    private let templateIndex: URITemplateIndex<RegisteredResource>

    /// Registers components.
    ///
    /// - Parameters:
    ///   - policy: What roles and scopes give.
    ///   - guards: The guards of the whole server.
    ///   - graph: Where the components' dependencies come from.
    /// - Throws: ``RegistrationError`` for a name, URI or icon that the protocol does not allow, what is there already, a
    ///   schema that does not compile, or a template that cannot be read.
    init(
        _ components: Components,
        policy: AccessPolicy,
        guards: [Guard],
        graph: DependencyGraph
    ) throws(RegistrationError) {
        let (tools, prompts, resources) = components.withAccess(of: guards)
        let requirements =
            tools.map(\.options.access) + prompts.map(\.options.access) + resources.map(\.options.access)
        let table = AccessTable(requirements: requirements + [guards.access], policy: policy)
        self.table = table
        self.tools = try Self.register(tools) { (tool, position) throws(RegistrationError) in
            let plan = try graph.plan(for: tool, under: guards)
            return try RegisteredTool(tool: tool, position: position, table: table, plan: plan)
        }
        self.prompts = try Self.register(prompts) { (prompt, position) throws(RegistrationError) in
            let plan = try graph.plan(for: prompt, under: guards)
            return RegisteredPrompt(prompt: prompt, position: position, table: table, plan: plan)
        }
        let registered = try Self.register(resources) { (resource, position) throws(RegistrationError) in
            let plan = try graph.plan(for: resource, under: guards)
            return RegisteredResource(resource: resource, position: position, table: table, plan: plan)
        }
        self.resources = registered.filter { !$0.resource.isTemplate }
        self.templates = registered.filter(\.resource.isTemplate)
        toolsByName = try Self.index(self.tools, "tool", by: \.tool.name)
        promptsByName = try Self.index(self.prompts, "prompt", by: \.prompt.name)
        resourcesByURI = try Self.index(self.resources, "resource", by: \.resource.uri)
        _ = try Self.index(self.templates, "resource template", by: \.resource.uri)
        templateIndex = try Self.index(templates: self.templates)
        try checkComponents()
    }

    private static func register<Component, Registered>(
        _ components: [Component],
        _ make: (Component, Int) throws(RegistrationError) -> Registered
    ) throws(RegistrationError) -> [Registered] {
        var registered: [Registered] = []
        for (position, component) in components.enumerated() { registered.append(try make(component, position)) }
        return registered
    }

    private static func index<Component>(
        _ components: [Component],
        _ kind: String,
        by name: (Component) -> String
    ) throws(RegistrationError) -> [String: Component] {
        var index: [String: Component] = [:]
        for component in components {
            guard index.updateValue(component, forKey: name(component)) == nil else {
                throw RegistrationError("two components are registered as \(kind) \"\(name(component))\"")
            }
        }
        return index
    }

    private static func index(
        templates: [RegisteredResource]
    ) throws(RegistrationError) -> URITemplateIndex<RegisteredResource> {
        var index = URITemplateIndex<RegisteredResource>()
        for template in templates {
            do throws(URITemplateError) {
                let parsed = try URITemplate(parsing: template.resource.uri)
                try parsed.checkMatchable()
                index.insert(template, for: parsed)
            } catch {
                throw RegistrationError("resource template \"\(template.resource.uri)\": \(error)")
            }
        }
        return index
    }

    /// What the requests for each component need, where they need anything.
    var plans: [ComponentPlan] {
        tools.compactMap(\.plan) + prompts.compactMap(\.plan) + (resources + templates).compactMap(\.plan)
    }

    // Names compare by their bytes, as gateways in front compare them; a dictionary also finds canonically equivalent
    // names, as `K` under the sign for kelvin.

    func tool(named name: String) -> RegisteredTool? {
        toolsByName[name].flatMap { $0.tool.name.isExactly(name) ? $0 : nil }
    }

    func prompt(named name: String) -> RegisteredPrompt? {
        promptsByName[name].flatMap { $0.prompt.name.isExactly(name) ? $0 : nil }
    }

    /// The resource at a URI, with the variables of the template that it fits.
    func resource(at uri: String) -> (resource: RegisteredResource, variables: [String: String])? {
        if let resource = resourcesByURI[uri], resource.resource.uri.isExactly(uri) { return (resource, [:]) }
        return templateIndex.match(uri).map { ($0.value, $0.variables) }
    }
}
