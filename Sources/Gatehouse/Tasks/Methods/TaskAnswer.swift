/// What a request about tasks came to.
enum TaskAnswer: Sendable {
    /// The call goes on as this task.
    case created(TaskRecord)
    case state(TaskRecord)
    case acknowledged
    case result(TaskRecord)
    /// A page of tasks, and the place that the next one begins behind.
    case page([TaskRecord], next: UInt64?)
}
