public import GatehouseJSON
public import GatehouseProtocol

/// What one call has of its own.
public struct RequestOptions: Sendable {
    /// Whether an answer that was kept will do.
    public struct Freshness: Sendable, Hashable {
        private let name: String

        /// An answer will do that is as fresh as the server said it would be.
        public static let kept = Freshness(name: "kept")
        /// The server is asked in any case.
        public static let asked = Freshness(name: "asked")
    }

    /// How long the server may take for each answer.
    public struct Timeout: Sendable, Hashable {
        enum Choice: Sendable, Hashable {
            case standard
            case none
            case limited(Duration)
        }

        let choice: Choice

        /// As long as ``ClientOptions/timeout`` says.
        public static let standard = Timeout(choice: .standard)
        /// As long as it likes.
        public static let none = Timeout(choice: .none)

        /// That long; the time that a handler takes in between does not count.
        public static func after(_ time: Duration) -> Timeout { Timeout(choice: .limited(time)) }
    }

    /// How long the server may take.
    public var timeout: Timeout
    /// Takes reports of progress, in order, before the call returns. Where there is one, the server is asked for them
    /// (basic/patterns/progress, 2026-07-28).
    public var progress: (@Sendable (ProgressNotificationParams) -> Void)?
    /// Whether an answer that was kept will do, for methods whose answers are kept.
    public var freshness: Freshness
    /// Members of `_meta` beside those that the client writes, which win over these.
    public var meta: JSONObject

    /// Makes options.
    public init(
        timeout: Timeout = .standard,
        progress: (@Sendable (ProgressNotificationParams) -> Void)? = nil,
        freshness: Freshness = .kept,
        meta: JSONObject = [:]
    ) {
        self.timeout = timeout
        self.progress = progress
        self.freshness = freshness
        self.meta = meta
    }
}
