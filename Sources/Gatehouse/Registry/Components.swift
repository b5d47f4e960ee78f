/// What a server offers.
public struct Components: Sendable {
    /// The tools, in the order in which they are listed.
    public var tools: [Tool]
    /// The prompts, in the order in which they are listed.
    public var prompts: [Prompt]
    /// The resources and resource templates, in the order in which they are listed.
    public var resources: [Resource]

    public init(tools: [Tool] = [], prompts: [Prompt] = [], resources: [Resource] = []) {
        self.tools = tools
        self.prompts = prompts
        self.resources = resources
    }

    /// The components of two toolboxes, those of the first one first.
    public static func + (left: Components, right: Components) -> Components {
        Components(
            tools: left.tools + right.tools, prompts: left.prompts + right.prompts,
            resources: left.resources + right.resources)
    }
}
