/// The method `tasks/get`.
public enum GetTask: RequestKind {
    public typealias Params = TaskRequestParams
    public typealias Output = GetTaskResult

    public static let method = Method.getTask
}

/// The method `tasks/update`.
public enum UpdateTask: RequestKind {
    public typealias Params = UpdateTaskRequestParams
    public typealias Output = EmptyResult

    public static let method = Method.updateTask
}

/// The method `tasks/cancel`.
public enum CancelTask: RequestKind {
    public typealias Params = TaskRequestParams
    public typealias Output = EmptyResult

    public static let method = Method.cancelTask
}

/// The notification `notifications/tasks`.
public enum TaskChanged: NotificationKind {
    public typealias Params = TaskNotificationParams

    public static let method = Method.taskChanged
}

/// A `tasks/get` request. Schema type `GetTaskRequest`.
public typealias GetTaskRequest = TypedRequest<GetTask>
/// A `tasks/update` request. Schema type `UpdateTaskRequest`.
public typealias UpdateTaskRequest = TypedRequest<UpdateTask>
/// A `tasks/cancel` request. Schema type `CancelTaskRequest`.
public typealias CancelTaskRequest = TypedRequest<CancelTask>
/// A `notifications/tasks` notification. Schema type `TaskStatusNotification`.
public typealias TaskNotification = TypedNotification<TaskChanged>
