public import GatehouseProtocol

/// Suggestions for an argument of a prompt or a variable of a resource template (server/utilities/completion, 2026-07-28).
public struct Completion: Sendable {
    /// What a caller has typed so far.
    public struct Request: Sendable {
        /// The text of the argument to be completed.
        public let value: String
        /// Arguments that were given before, by name.
        public let arguments: [String: String]

        /// Makes a request.
        public init(value: String, arguments: [String: String] = [:]) {
            self.value = value
            self.arguments = arguments
        }
    }

    /// The prompt or the resource template.
    public internal(set) var reference: CompletionReference
    /// The name of the argument or variable.
    public let argument: String
    let function: @Sendable (Request, Context) async throws -> [String]

    /// Suggests values for a prompt's argument. Of more than 100 values clients get the first.
    public init(
        prompt name: String,
        argument: String,
        function: @escaping @Sendable (Request, Context) async throws -> [String]
    ) {
        reference = .prompt(PromptReference(name: name))
        self.argument = argument
        self.function = function
    }

    /// Suggests values for a variable of a resource template. Of more than 100 values clients get the first.
    public init(
        template uri: String,
        argument: String,
        function: @escaping @Sendable (Request, Context) async throws -> [String]
    ) {
        reference = .resource(ResourceTemplateReference(uri: uri))
        self.argument = argument
        self.function = function
    }
}
