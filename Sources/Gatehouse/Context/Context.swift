import GatehouseJSON
public import GatehouseProtocol
public import Logging

/// What a tool, prompt or resource knows about the call it serves, and how it speaks to the caller meanwhile.
///
/// It is made for one call and is of no use after it.
public struct Context: Sendable {
    /// Who is calling.
    public let principal: Principal
    /// The number of the request, which also stands in the log.
    public let requestID: String
    /// A logger whose lines carry the request's number and the caller.
    public var logger: Logger {
        var logger = baseLogger
        logger[metadataKey: "request"] = .string(requestID)
        logger[metadataKey: "caller"] = .string(principal.subject)
        return logger
    }

    /// When the call is given up, where it has a deadline; of one that has become a task, when the task is.
    public var deadline: ContinuousClock.Instant? { task?.deadline ?? callDeadline }
    private let callDeadline: ContinuousClock.Instant?
    /// What the client declared that it can do; what it declared wrongly it cannot do.
    public var client: ClientCapabilities {
        (try? ClientCapabilities(json: capabilities.value)) ?? ClientCapabilities()
    }
    private let capabilities: JSONText
    private let baseLogger: Logger
    /// How the function tells its client of itself meanwhile; nothing where the client did not ask for it.
    let reports: RequestReports?
    let scope: RequestScope?
    /// How the client is asked for something.
    let link: (any ClientLink)?
    /// Where the call can become a task.
    let task: TaskDoor?

    init(
        principal: Principal,
        requestID: String,
        request: Request,
        deadline: ContinuousClock.Instant?,
        logger: Logger,
        reports: RequestReports?,
        scope: RequestScope?,
        link: (any ClientLink)?,
        task: TaskDoor?
    ) {
        self.principal = principal
        self.requestID = requestID
        self.callDeadline = deadline
        self.capabilities = request.clientCapabilities
        self.baseLogger = logger
        self.reports = reports
        self.scope = scope
        self.link = link
        self.task = task
    }

    /// How long the call may still take; nothing where it has no deadline.
    public var remainingTime: Duration? {
        deadline.map { max(.zero, ContinuousClock.now.duration(to: $0)) }
    }

    /// Reports how far the call has come (basic/patterns/progress, 2026-07-28).
    ///
    /// Nothing is sent where the client did not ask for it, where the progress has not grown since the last report, or
    /// where reports come faster than the server passes them on (50 at once, 50 a second after that). Suspends while
    /// the connection is congested; of what other tasks report meanwhile, the last is sent.
    ///
    /// - Parameters:
    ///   - progress: How far, in the caller's own unit; it must grow with each report.
    ///   - total: How far it is to the end, where that is known.
    ///   - message: What is being done, for a person.
    public func progress(_ progress: Double, total: Double? = nil, message: String? = nil) async {
        await reports?.report(ProgressReport(progress: progress, total: total, message: message))
    }
}
