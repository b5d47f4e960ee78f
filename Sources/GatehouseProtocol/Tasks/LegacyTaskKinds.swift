/// The method `tasks/list` of revision 2025-11-25.
public enum ListTasks: RequestKind {
    public typealias Params = PaginatedRequestParams
    public typealias Output = ListTasksResult

    public static let method = Method.listTasks
    /// A client may ask for the first page without parameters.
    public static let paramsWhenAbsent: PaginatedRequestParams? = PaginatedRequestParams()
}

/// The notification `notifications/tasks/status` of revision 2025-11-25.
public enum TaskStatusChanged: NotificationKind {
    public typealias Params = LegacyTask

    public static let method = Method.taskStatusChanged
}

/// A `tasks/list` request. Schema type `ListTasksRequest` of 2025-11-25.
public typealias ListTasksRequest = TypedRequest<ListTasks>
/// A `notifications/tasks/status` notification. Schema type `TaskStatusNotification` of 2025-11-25.
public typealias TaskStatusNotification = TypedNotification<TaskStatusChanged>
