/// Which requests a limit counts.
public struct LimitScope: Sendable, Hashable {
    /// Methods of the protocol, as `tools/list`.
    let methods: Set<String>
    /// Tools, by their names.
    let tools: Set<String>
    /// Tags of tools, prompts and resources.
    let tags: Set<String>
    /// Whether requests count of components alone that name the limit.
    let isForThoseWhoNameIt: Bool

    private init(
        methods: Set<String> = [], tools: Set<String> = [], tags: Set<String> = [], isForThoseWhoNameIt: Bool = false
    ) {
        self.methods = methods
        self.tools = tools
        self.tags = tags
        self.isForThoseWhoNameIt = isForThoseWhoNameIt
    }

    /// Every request of the server.
    public static let server = LimitScope()
    /// Calls of the tools that name the limit in ``ToolOptions/sharedLimits``.
    public static let named = LimitScope(isForThoseWhoNameIt: true)

    /// Requests of methods, as `tools/list`.
    public static func methods(_ methods: String...) -> LimitScope { LimitScope(methods: Set(methods)) }

    /// Calls of tools.
    public static func tools(_ tools: String...) -> LimitScope { LimitScope(tools: Set(tools)) }

    /// Requests for tools, prompts and resources that have one of the tags.
    public static func tags(_ tags: String...) -> LimitScope { LimitScope(tags: Set(tags)) }

    /// Requests of methods, for tools, and for what has a tag: whatever of them a request is. Without any, those of tools
    /// that name the limit.
    public static func any(
        methods: Set<String> = [], tools: Set<String> = [], tags: Set<String> = []
    ) -> LimitScope {
        let isEmpty = methods.isEmpty && tools.isEmpty && tags.isEmpty
        return LimitScope(methods: methods, tools: tools, tags: tags, isForThoseWhoNameIt: isEmpty)
    }

    /// Whether requests count that are for something.
    func covers(method: String, tool: String?, tags others: Set<String>, isNamed: Bool) -> Bool {
        if self == .server || isNamed { return true }
        return methods.contains(method) || tool.map(tools.contains) ?? false || !tags.isDisjoint(with: others)
    }
}
