/// Why another server was not asked, or gave no answer that is taken.
public struct OutgoingFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kinds of failure.
    public struct Kind: Sendable, Hashable, CustomStringConvertible {
        /// The kind's name.
        public let description: String

        /// The URL is none, or may not be asked: nothing was sent, and trying again does not help.
        public static let forbidden = Kind(description: "forbidden")
        /// No connection came about: nothing was sent.
        public static let notConnected = Kind(description: "not connected")
        /// Time was over. The other side may have got the request.
        public static let timedOut = Kind(description: "timed out")
        /// The connection ended within the answer.
        public static let disconnected = Kind(description: "disconnected")
        /// An answer came that is not taken: its status, its kind or its size is not right.
        public static let unacceptable = Kind(description: "unacceptable")
        /// Too many requests are under way at once.
        public static let overloaded = Kind(description: "overloaded")
        /// Nobody waits for the answer any more.
        public static let cancelled = Kind(description: "cancelled")
    }

    /// What kind of failure it is.
    public let kind: Kind
    /// The answer's status, where one came.
    public let status: Int?
    /// One phrase for the log. It holds nothing that the other side sent but a status.
    public let description: String

    public init(_ kind: Kind, _ description: String, status: Int? = nil) {
        self.kind = kind
        self.status = status
        self.description = description
    }
}
