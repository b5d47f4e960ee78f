/// The method `server/discover`.
public enum Discover: RequestKind {
    public typealias Params = RequestParams
    public typealias Output = DiscoverResult

    public static let method = Method.discover
}

/// The method `tools/list`.
public enum ListTools: RequestKind {
    public typealias Params = PaginatedRequestParams
    public typealias Output = ListToolsResult

    public static let method = Method.listTools
}

/// The method `tools/call`.
public enum CallTool: RequestKind {
    public typealias Params = CallToolRequestParams
    public typealias Output = InputOr<CallToolResult>

    public static let method = Method.callTool
}

/// The method `resources/list`.
public enum ListResources: RequestKind {
    public typealias Params = PaginatedRequestParams
    public typealias Output = ListResourcesResult

    public static let method = Method.listResources
}

/// The method `resources/templates/list`.
public enum ListResourceTemplates: RequestKind {
    public typealias Params = PaginatedRequestParams
    public typealias Output = ListResourceTemplatesResult

    public static let method = Method.listResourceTemplates
}

/// The method `resources/read`.
public enum ReadResource: RequestKind {
    public typealias Params = ReadResourceRequestParams
    public typealias Output = InputOr<ReadResourceResult>

    public static let method = Method.readResource
}

/// The method `prompts/list`.
public enum ListPrompts: RequestKind {
    public typealias Params = PaginatedRequestParams
    public typealias Output = ListPromptsResult

    public static let method = Method.listPrompts
}

/// The method `prompts/get`.
public enum GetPrompt: RequestKind {
    public typealias Params = GetPromptRequestParams
    public typealias Output = InputOr<GetPromptResult>

    public static let method = Method.getPrompt
}

/// The method `completion/complete`.
public enum Complete: RequestKind {
    public typealias Params = CompleteRequestParams
    public typealias Output = CompleteResult

    public static let method = Method.complete
}

/// The method `subscriptions/listen`.
public enum SubscriptionsListen: RequestKind {
    public typealias Params = SubscriptionsListenRequestParams
    public typealias Output = SubscriptionsListenResult

    public static let method = Method.listen
}

/// The method `sampling/createMessage`, which a server asks of a client.
public enum CreateMessage: RequestKind {
    public typealias Params = CreateMessageRequestParams
    public typealias Output = CreateMessageResult

    public static let method = Method.createMessage
}

/// The method `elicitation/create`, which a server asks of a client.
public enum Elicit: RequestKind {
    public typealias Params = ElicitRequestParams
    public typealias Output = ElicitResult

    public static let method = Method.elicit
}

/// The method `roots/list`, which a server asks of a client.
public enum ListRoots: RequestKind {
    public typealias Params = RequestParams
    public typealias Output = ListRootsResult

    public static let method = Method.listRoots
    /// The method takes no parameters.
    public static let paramsWhenAbsent: RequestParams? = RequestParams()
}
