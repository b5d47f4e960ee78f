"""Which definition of a revision's schema each message follows."""

MODERN = "2026-07-28"
TASKS = "tasks-extension"
EXTENSION = "io.modelcontextprotocol/tasks"

RESULTS = {
    "initialize": "InitializeResult",
    "ping": "EmptyResult",
    "server/discover": "DiscoverResult",
    "tools/list": "ListToolsResult",
    "tools/call": "CallToolResult",
    "resources/list": "ListResourcesResult",
    "resources/templates/list": "ListResourceTemplatesResult",
    "resources/read": "ReadResourceResult",
    "resources/subscribe": "EmptyResult",
    "resources/unsubscribe": "EmptyResult",
    "prompts/list": "ListPromptsResult",
    "prompts/get": "GetPromptResult",
    "completion/complete": "CompleteResult",
    "logging/setLevel": "EmptyResult",
    "subscriptions/listen": "SubscriptionsListenResult",
    "tasks/get": "GetTaskResult",
    "tasks/update": "UpdateTaskResult",
    "tasks/result": "GetTaskPayloadResult",
    "tasks/list": "ListTasksResult",
    "tasks/cancel": "CancelTaskResult",
}

NOTIFICATIONS = {
    "notifications/cancelled": "CancelledNotification",
    "notifications/progress": "ProgressNotification",
    "notifications/message": "LoggingMessageNotification",
    "notifications/resources/list_changed": "ResourceListChangedNotification",
    "notifications/resources/updated": "ResourceUpdatedNotification",
    "notifications/prompts/list_changed": "PromptListChangedNotification",
    "notifications/tools/list_changed": "ToolListChangedNotification",
    "notifications/subscriptions/acknowledged": "SubscriptionsAcknowledgedNotification",
    "notifications/tasks": "TaskStatusNotification",
    "notifications/tasks/status": "TaskStatusNotification",
    "notifications/elicitation/complete": "ElicitationCompleteNotification",
}

REQUESTS = {
    "ping": "PingRequest",
    "sampling/createMessage": "CreateMessageRequest",
    "roots/list": "ListRootsRequest",
    "elicitation/create": "ElicitRequest",
}

# The capability that a client must have declared before it is asked.
CAPABILITIES = {"sampling/createMessage": "sampling", "roots/list": "roots", "elicitation/create": "elicitation"}

# Whole messages for errors that have a definition of their own.
ERRORS = {
    (MODERN, -32020): "HeaderMismatchError",
    (MODERN, -32021): "MissingRequiredClientCapabilityError",
    (MODERN, -32022): "UnsupportedProtocolVersionError",
    ("2025-11-25", -32042): "URLElicitationRequiredError",
}

# What stands in a complete result of these, for how long it may be kept and by whom.
CACHEABLE = {
    "server/discover",
    "tools/list",
    "prompts/list",
    "resources/list",
    "resources/templates/list",
    "resources/read",
}

LEVELS = ["debug", "info", "notice", "warning", "error", "critical", "alert", "emergency"]


def result_definition(revision, method, params, result):
    """The schema and the definition that a result follows."""
    if revision == "2025-11-25" and "task" in params and "task" in result:
        return revision, "CreateTaskResult"
    if revision != MODERN:
        return revision, RESULTS.get(method, "Result")
    kind = result.get("resultType")
    if kind == "input_required":
        return revision, "InputRequiredResult"
    if kind == "task":
        return TASKS, "CreateTaskResult"
    if method.startswith("tasks/"):
        return TASKS, RESULTS.get(method, "Result")
    return revision, RESULTS.get(method, "Result")
