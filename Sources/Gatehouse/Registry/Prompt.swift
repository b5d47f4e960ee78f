public import GatehouseJSON
public import GatehouseProtocol

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

        public init(
            title: String? = nil,
            icons: [Icon]? = nil,
            meta: JSONObject? = nil,
            access: Access = .everyone,
            timeout: Duration? = nil,
            needs: Needs = .none,
            guards: [Guard] = []
        ) {
            self.title = title
            self.icons = icons
            self.meta = meta
            self.access = access
            self.timeout = timeout
            self.needs = needs
            self.guards = guards
        }
    }

    /// The name that clients ask for.
    public let name: String
    /// What the prompt is for.
    public let description: String
    /// The arguments it takes; every argument is a string.
    public let arguments: [PromptArgument]
    /// Everything else about the prompt.
    public var options: Options
    let function: @Sendable ([String: String], Context) async throws -> [PromptMessage]

    /// Makes a prompt of a function.
    ///
    /// The function gets the arguments that the client gave: every required one is there, and none that is not declared.
    public init(
        name: String,
        description: String,
        arguments: [PromptArgument] = [],
        options: Options = Options(),
        function: @escaping @Sendable ([String: String], Context) async throws -> [PromptMessage]
    ) {
        self.name = name
        self.description = description
        self.arguments = arguments
        self.options = options
        self.function = function
    }
}
