/// What an audit has to know of a request until it is answered.
struct AuditTrace: Sendable {
    /// Whether the log says already that the request's function is about to run.
    var hasStarted = false
    /// What may be kept of the arguments, where no entry has them yet.
    var arguments: AuditedArguments?
    /// The task that the call went on as.
    var task: String?
    /// What happened, where the request is no call of a method.
    var event: String?
}
