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
    /// - Throws: ``RegistrationError`` for a name, URI or icon that the protocol does not allow, what is there already, a
    ///   schema that does not compile, or a template that cannot be read.
    init(tools: [Tool], prompts: [Prompt], resources: [Resource], policy: AccessPolicy) throws(RegistrationError) {
        let requirements =
            tools.map(\.options.access) + prompts.map(\.options.access) + resources.map(\.options.access)
        let table = AccessTable(requirements: requirements, policy: policy)
        self.table = table
        self.tools = try Self.register(tools) { (tool, position) throws(RegistrationError) in
            try RegisteredTool(tool: tool, position: position, table: table)
        }
        self.prompts = prompts.enumerated().map { RegisteredPrompt(prompt: $1, position: $0, table: table) }
        let registered = resources.enumerated().map { RegisteredResource(resource: $1, position: $0, table: table) }
        self.resources = registered.filter { !$0.resource.isTemplate }
        self.templates = registered.filter(\.resource.isTemplate)
        toolsByName = try Self.index(self.tools, "tool", by: \.tool.name)
        promptsByName = try Self.index(self.prompts, "prompt", by: \.prompt.name)
        resourcesByURI = try Self.index(self.resources, "resource", by: \.resource.uri)
        _ = try Self.index(self.templates, "resource template", by: \.resource.uri)
        templateIndex = try Self.index(templates: self.templates)
        try checkComponents()
    }

    private static func register(
        _ tools: [Tool],
        _ make: (Tool, Int) throws(RegistrationError) -> RegisteredTool
    ) throws(RegistrationError) -> [RegisteredTool] {
        var registered: [RegisteredTool] = []
        for (position, tool) in tools.enumerated() { registered.append(try make(tool, position)) }
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
