/// The names of the protocol's methods, of every revision.
public enum Method {
    /// Asks a server what it can do.
    public static let discover = "server/discover"
    /// Asks for a page of tools.
    public static let listTools = "tools/list"
    /// Calls a tool.
    public static let callTool = "tools/call"
    /// Asks for a page of resources.
    public static let listResources = "resources/list"
    /// Asks for a page of resource templates.
    public static let listResourceTemplates = "resources/templates/list"
    /// Reads a resource.
    public static let readResource = "resources/read"
    /// Asks for a page of prompts.
    public static let listPrompts = "prompts/list"
    /// Asks for a prompt.
    public static let getPrompt = "prompts/get"
    /// Completes an argument.
    public static let complete = "completion/complete"
    /// Opens a stream of notifications.
    public static let listen = "subscriptions/listen"

    /// Asks for a task.
    public static let getTask = "tasks/get"
    /// Brings answers to what a task asked.
    public static let updateTask = "tasks/update"
    /// Cancels a task.
    public static let cancelTask = "tasks/cancel"

    /// Asks a client to sample a model.
    public static let createMessage = "sampling/createMessage"
    /// Asks a client to ask its user.
    public static let elicit = "elicitation/create"
    /// Asks a client for its roots.
    public static let listRoots = "roots/list"

    /// Cancels a request.
    public static let cancelled = "notifications/cancelled"
    /// Tells how far a request is.
    public static let progress = "notifications/progress"
    /// Carries a log message.
    public static let message = "notifications/message"
    /// Confirms a stream of notifications.
    public static let subscriptionsAcknowledged = "notifications/subscriptions/acknowledged"
    /// Tells that the list of tools changed.
    public static let toolsListChanged = "notifications/tools/list_changed"
    /// Tells that the list of prompts changed.
    public static let promptsListChanged = "notifications/prompts/list_changed"
    /// Tells that the list of resources changed.
    public static let resourcesListChanged = "notifications/resources/list_changed"
    /// Tells that a resource changed.
    public static let resourceUpdated = "notifications/resources/updated"
    /// Tells how a task stands.
    public static let taskChanged = "notifications/tasks"
}

// MARK: - Only in revisions up to 2025-11-25

extension Method {
    /// Opens a session.
    public static let initialize = "initialize"
    /// Tells that the client is ready.
    public static let initialized = "notifications/initialized"
    /// Asks for a sign of life.
    public static let ping = "ping"
    /// Sets the least severe level of log messages.
    public static let setLevel = "logging/setLevel"
    /// Subscribes to changes of a resource.
    public static let subscribe = "resources/subscribe"
    /// Ends such a subscription.
    public static let unsubscribe = "resources/unsubscribe"
    /// Asks for the result of a task.
    public static let taskResult = "tasks/result"
    /// Asks for a page of tasks.
    public static let listTasks = "tasks/list"
    /// Tells how a task stands.
    public static let taskStatusChanged = "notifications/tasks/status"
    /// Tells that the client's roots changed.
    public static let rootsListChanged = "notifications/roots/list_changed"
    /// Tells that an elicitation by URL is done.
    public static let elicitationComplete = "notifications/elicitation/complete"
}

extension Method {
    /// The requests that a client may make, of every revision.
    public static let requests = [
        discover, listTools, callTool, listResources, listResourceTemplates, readResource, listPrompts, getPrompt,
        complete, listen, getTask, updateTask, cancelTask, initialize, ping, setLevel, subscribe, unsubscribe,
        taskResult, listTasks,
    ]
}
