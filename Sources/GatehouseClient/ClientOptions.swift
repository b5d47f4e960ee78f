public import GatehouseJSON
public import GatehouseProtocol
public import Logging

/// Everything about a client that has a default.
public struct ClientOptions: Sendable {
    /// The client's name and version, which servers log.
    public var info: Implementation
    /// Which revisions of the protocol are spoken.
    public var era: Era
    /// Answers what servers ask for. What a client declares that it can do follows from which handlers there are.
    public var handlers: ClientHandlers
    /// How long a server may take to answer a request, unless the call says otherwise; nothing for as long as it likes.
    public var timeout: Duration?
    /// How long a server may take to answer the probe of its era where a silent server may be one of the revisions up to
    /// 2025-11-25: over standard streams (basic/transports/stdio, 2026-07-28).
    public var probeTimeout: Duration
    /// The least severe log messages that a server should send; nothing for none, or for what the server likes.
    public var logLevel: LoggingLevel?
    /// Whether a server may answer a call with a task.
    public var tasks: TaskSupport
    /// Extensions that are declared beside ``tasks``: settings by the extension's identifier.
    public var extensions: JSONObject
    /// How much a client holds and reads.
    public var limits: ClientLimits
    /// Takes what is worth a line, but is no error of a call.
    public var logger: Logger
    var clock = ClientClock.continuous

    /// Makes options.
    public init(
        info: Implementation = Implementation(name: "gatehouse-client", version: "0.1.0"),
        era: Era = .automatic,
        handlers: ClientHandlers = ClientHandlers(),
        timeout: Duration? = .seconds(60),
        probeTimeout: Duration = .seconds(10),
        logLevel: LoggingLevel? = nil,
        tasks: TaskSupport = .polling,
        extensions: JSONObject = [:],
        limits: ClientLimits = ClientLimits(),
        logger: Logger = Logger(label: "gatehouse.client")
    ) {
        self.info = info
        self.era = era
        self.handlers = handlers
        self.timeout = timeout
        self.probeTimeout = probeTimeout
        self.logLevel = logLevel
        self.tasks = tasks
        self.extensions = extensions
        self.limits = limits
        self.logger = logger
    }
}

/// Whether a client declares the extension `io.modelcontextprotocol/tasks`.
public struct TaskSupport: Sendable, Hashable {
    private let name: String

    /// It does not, so servers answer every call with its result.
    public static let none = TaskSupport(name: "none")
    /// It does; ``Client/callTool(_:arguments:options:)`` asks for the task until it is done.
    public static let polling = TaskSupport(name: "polling")
}
