public import GatehouseJSON
public import GatehouseProtocol
public import GatehouseSchema

/// A prompt: a function that makes messages for a model, which a person picks by name.
public struct Prompt: Sendable {
    /// Everything about a prompt that has a default.
    public struct Options: Sendable {
        /// The name that people see.
        public var title: String?
        /// Pictures of the prompt.
        public var icons: [Icon]?
        /// The prompt's `_meta` in lists.
        public var meta: JSONObject?
        /// Who may see and use the prompt.
        public var access: Access
        /// How long the function may take; nothing takes the server's default.
        public var timeout: Duration?
        /// The dependencies that the function resolves; see ``Needs``.
        public var needs: Needs
        /// What must let a request pass before the function runs.
        public var guards: [Guard]
        /// The version, where the prompt has several under one name; see ``ToolOptions/version``.
        public var version: String?
        /// Words to pick the prompt by in the registry; clients are not told.
        public var tags: Set<String>
        /// What records of requests may keep of arguments, by their names. Of an argument of which nothing is said nothing
        /// is kept but a keyed digest, unless its type has but a few values.
        public var sensitivity: [String: Sensitivity]

        public init(
            title: String? = nil,
            icons: [Icon]? = nil,
            meta: JSONObject? = nil,
            access: Access = .everyone,
            timeout: Duration? = nil,
            needs: Needs = .none,
            guards: [Guard] = [],
            version: String? = nil,
            tags: Set<String> = [],
            sensitivity: [String: Sensitivity] = [:]
        ) {
            self.title = title
            self.icons = icons
            self.meta = meta
            self.access = access
            self.timeout = timeout
            self.needs = needs
            self.guards = guards
            self.version = version
            self.tags = tags
            self.sensitivity = sensitivity
        }
    }

    /// The name that clients ask for.
    public internal(set) var name: String
    /// What the prompt is for.
    public let description: String
    /// The arguments it takes; every argument is a string.
    public let arguments: [PromptArgument]
    /// Everything else about the prompt.
    public var options: Options
    /// Where the prompt is declared.
    public let site: DeclarationSite
    /// The prefixes that it was mounted under, the outermost first.
    var prefixes: [String] = []
    /// The types of the arguments, as far as they suggest values.
    var types: ArgumentTypes = [:]
    let function: @Sendable ([String: String], Context) async throws -> [PromptMessage]

    /// Makes a prompt of a function.
    ///
    /// The function gets the arguments that the client gave: every required one is there, and none that is not declared.
    /// File and line are told where two prompts have one name.
    public init(
        name: String,
        description: String,
        arguments: [PromptArgument] = [],
        options: Options = Options(),
        fileID: StaticString = #fileID,
        line: UInt = #line,
        function: @escaping @Sendable ([String: String], Context) async throws -> [PromptMessage]
    ) {
        self.name = name
        self.description = description
        self.arguments = arguments
        self.options = options
        site = DeclarationSite(fileID, line)
        self.function = function
    }
}
