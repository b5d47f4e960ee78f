/// The notification `notifications/cancelled`.
public enum Cancelled: NotificationKind {
    public typealias Params = CancelledNotificationParams

    public static let method = Method.cancelled
}

/// The notification `notifications/progress`.
public enum Progress: NotificationKind {
    public typealias Params = ProgressNotificationParams

    public static let method = Method.progress
}

/// The notification `notifications/message`.
public enum LoggingMessage: NotificationKind {
    public typealias Params = LoggingMessageNotificationParams

    public static let method = Method.message
}

/// The notification `notifications/subscriptions/acknowledged`.
public enum SubscriptionsAcknowledged: NotificationKind {
    public typealias Params = SubscriptionsAcknowledgedNotificationParams

    public static let method = Method.subscriptionsAcknowledged
}

/// The notification `notifications/tools/list_changed`.
public enum ToolListChanged: NotificationKind {
    public typealias Params = NotificationParams

    public static let method = Method.toolsListChanged
    /// The notification needs no parameters.
    public static let paramsWhenAbsent: NotificationParams? = NotificationParams()
}

/// The notification `notifications/prompts/list_changed`.
public enum PromptListChanged: NotificationKind {
    public typealias Params = NotificationParams

    public static let method = Method.promptsListChanged
    /// The notification needs no parameters.
    public static let paramsWhenAbsent: NotificationParams? = NotificationParams()
}

/// The notification `notifications/resources/list_changed`.
public enum ResourceListChanged: NotificationKind {
    public typealias Params = NotificationParams

    public static let method = Method.resourcesListChanged
    /// The notification needs no parameters.
    public static let paramsWhenAbsent: NotificationParams? = NotificationParams()
}

/// The notification `notifications/resources/updated`.
public enum ResourceUpdated: NotificationKind {
    public typealias Params = ResourceUpdatedNotificationParams

    public static let method = Method.resourceUpdated
}
