/// What a server offers.
public struct Components: Sendable {
    /// The tools, in the order in which they are listed.
    public var tools: [Tool]
    /// The prompts, in the order in which they are listed.
    public var prompts: [Prompt]
    /// The resources and resource templates, in the order in which they are listed.
    public var resources: [Resource]
    /// Suggestions for arguments of prompts and variables of resource templates.
    public var completions: [Completion]
    /// How the values are made that these components need; others of the same server may need them too.
    ///
    /// Components that are added while a server runs may bring only what the server was made with: theirs are ignored,
    /// and the server's own are used.
    public var dependencies: [DependencyProvider]

    public init(
        tools: [Tool] = [],
        prompts: [Prompt] = [],
        resources: [Resource] = [],
        completions: [Completion] = [],
        dependencies: [DependencyProvider] = []
    ) {
        self.tools = tools
        self.prompts = prompts
        self.resources = resources
        self.completions = completions
        self.dependencies = dependencies
    }

    /// The components of two toolboxes, those of the first one first.
    public static func + (left: Components, right: Components) -> Components {
        Components(
            tools: left.tools + right.tools, prompts: left.prompts + right.prompts,
            resources: left.resources + right.resources, completions: left.completions + right.completions,
            dependencies: left.dependencies + right.dependencies)
    }
}
