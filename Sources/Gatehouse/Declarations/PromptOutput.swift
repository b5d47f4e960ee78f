public import GatehouseProtocol

/// What a prompt's function may return.
public protocol PromptOutput: Sendable {
    /// The value as messages.
    var promptMessages: [PromptMessage] { get }
}

extension PromptMessage: PromptOutput {
    /// The message alone.
    public var promptMessages: [PromptMessage] { [self] }
}

extension Array: PromptOutput where Element == PromptMessage {
    /// The messages as they are.
    public var promptMessages: [PromptMessage] { self }
}

extension String: PromptOutput {
    /// One message of the user with this text.
    public var promptMessages: [PromptMessage] {
        [PromptMessage(role: .user, content: .text(TextContent(text: self)))]
    }
}

extension Prompt {
    /// Makes a prompt of a function that takes its arguments with their types.
    ///
    /// An argument that does not fit is told to the caller as an invalid parameter. By the types of arguments clients are
    /// suggested values.
    public init<Output: PromptOutput>(
        name: String,
        description: String,
        arguments: [PromptArgument] = [],
        options: Options = Options(),
        types: ArgumentTypes = [:],
        fileID: StaticString = #fileID,
        line: UInt = #line,
        reading function: @escaping @Sendable (TextArguments, Context) async throws -> Output
    ) {
        self.init(
            name: name, description: description, arguments: arguments, options: options, fileID: fileID, line: line
        ) { values, context in
            try await function(TextArguments(values), context).promptMessages
        }
        self.types = types
    }
}
