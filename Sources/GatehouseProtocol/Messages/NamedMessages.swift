/// A `server/discover` request. Schema type `DiscoverRequest`.
public typealias DiscoverRequest = TypedRequest<Discover>
/// A `tools/list` request. Schema type `ListToolsRequest`.
public typealias ListToolsRequest = TypedRequest<ListTools>
/// A `tools/call` request. Schema type `CallToolRequest`.
public typealias CallToolRequest = TypedRequest<CallTool>
/// A `resources/list` request. Schema type `ListResourcesRequest`.
public typealias ListResourcesRequest = TypedRequest<ListResources>
/// A `resources/templates/list` request. Schema type `ListResourceTemplatesRequest`.
public typealias ListResourceTemplatesRequest = TypedRequest<ListResourceTemplates>
/// A `resources/read` request. Schema type `ReadResourceRequest`.
public typealias ReadResourceRequest = TypedRequest<ReadResource>
/// A `prompts/list` request. Schema type `ListPromptsRequest`.
public typealias ListPromptsRequest = TypedRequest<ListPrompts>
/// A `prompts/get` request. Schema type `GetPromptRequest`.
public typealias GetPromptRequest = TypedRequest<GetPrompt>
/// A `completion/complete` request. Schema type `CompleteRequest`.
public typealias CompleteRequest = TypedRequest<Complete>
/// A `subscriptions/listen` request. Schema type `SubscriptionsListenRequest`.
public typealias SubscriptionsListenRequest = TypedRequest<SubscriptionsListen>

/// A `server/discover` response. Schema type `DiscoverResultResponse`.
public typealias DiscoverResultResponse = TypedResultResponse<DiscoverResult>
/// A `tools/list` response. Schema type `ListToolsResultResponse`.
public typealias ListToolsResultResponse = TypedResultResponse<ListToolsResult>
/// A `tools/call` response. Schema type `CallToolResultResponse`.
public typealias CallToolResultResponse = TypedResultResponse<InputOr<CallToolResult>>
/// A `resources/list` response. Schema type `ListResourcesResultResponse`.
public typealias ListResourcesResultResponse = TypedResultResponse<ListResourcesResult>
/// A `resources/templates/list` response. Schema type `ListResourceTemplatesResultResponse`.
public typealias ListResourceTemplatesResultResponse = TypedResultResponse<ListResourceTemplatesResult>
/// A `resources/read` response. Schema type `ReadResourceResultResponse`.
public typealias ReadResourceResultResponse = TypedResultResponse<InputOr<ReadResourceResult>>
/// A `prompts/list` response. Schema type `ListPromptsResultResponse`.
public typealias ListPromptsResultResponse = TypedResultResponse<ListPromptsResult>
/// A `prompts/get` response. Schema type `GetPromptResultResponse`.
public typealias GetPromptResultResponse = TypedResultResponse<InputOr<GetPromptResult>>
/// A `completion/complete` response. Schema type `CompleteResultResponse`.
public typealias CompleteResultResponse = TypedResultResponse<CompleteResult>
/// A `subscriptions/listen` response. Schema type `SubscriptionsListenResultResponse`.
public typealias SubscriptionsListenResultResponse = TypedResultResponse<SubscriptionsListenResult>

/// A `notifications/cancelled` notification. Schema type `CancelledNotification`.
public typealias CancelledNotification = TypedNotification<Cancelled>
/// A `notifications/progress` notification. Schema type `ProgressNotification`.
public typealias ProgressNotification = TypedNotification<Progress>
/// A `notifications/message` notification. Schema type `LoggingMessageNotification`.
public typealias LoggingMessageNotification = TypedNotification<LoggingMessage>
/// A `notifications/subscriptions/acknowledged` notification. Schema type `SubscriptionsAcknowledgedNotification`.
public typealias SubscriptionsAcknowledgedNotification = TypedNotification<SubscriptionsAcknowledged>
/// A `notifications/tools/list_changed` notification. Schema type `ToolListChangedNotification`.
public typealias ToolListChangedNotification = TypedNotification<ToolListChanged>
/// A `notifications/prompts/list_changed` notification. Schema type `PromptListChangedNotification`.
public typealias PromptListChangedNotification = TypedNotification<PromptListChanged>
/// A `notifications/resources/list_changed` notification. Schema type `ResourceListChangedNotification`.
public typealias ResourceListChangedNotification = TypedNotification<ResourceListChanged>
/// A `notifications/resources/updated` notification. Schema type `ResourceUpdatedNotification`.
public typealias ResourceUpdatedNotification = TypedNotification<ResourceUpdated>
