/// How to start a server that speaks over its standard streams.
public struct ServerCommand: Sendable {
    /// What becomes of what the server writes to its standard error, which is a log and no sign of failure.
    public struct ErrorOutput: Sendable {
        enum Choice: Sendable {
            case inherited
            case discarded
            case lines(@Sendable (String) -> Void)
        }

        let choice: Choice

        /// It goes where this process's own goes.
        public static let inherited = ErrorOutput(choice: .inherited)
        /// Nobody sees it.
        public static let discarded = ErrorOutput(choice: .discarded)

        /// Each line is given to a function, in order, on a thread of no particular kind. Lines longer than 64 KiB are
        /// dropped.
        public static func lines(_ action: @escaping @Sendable (String) -> Void) -> ErrorOutput {
            ErrorOutput(choice: .lines(action))
        }
    }

    /// The program: a path, or a name that is looked up in the `PATH` of the environment.
    public var command: String
    /// What follows it.
    public var arguments: [String]
    /// The server's environment; this process's own where there is none.
    public var environment: [String: String]?
    /// The folder that the server starts in; this process's own where there is none.
    public var workingDirectory: String?
    /// What becomes of its standard error.
    public var errorOutput: ErrorOutput
    /// How long the server may take to exit once its input is closed, and again after SIGTERM, before it is killed.
    public var shutdownTime: Duration

    /// Describes how to start a server.
    public init(
        _ command: String,
        arguments: [String] = [],
        environment: [String: String]? = nil,
        workingDirectory: String? = nil,
        errorOutput: ErrorOutput = .inherited,
        shutdownTime: Duration = .seconds(2)
    ) {
        self.command = command
        self.arguments = arguments
        self.environment = environment
        self.workingDirectory = workingDirectory
        self.errorOutput = errorOutput
        self.shutdownTime = shutdownTime
    }
}
