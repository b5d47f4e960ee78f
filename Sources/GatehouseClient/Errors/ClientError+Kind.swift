extension ClientError {
    /// What kept a client from its result. More may be added.
    public struct Kind: Sendable, Hashable, CustomStringConvertible {
        public let description: String

        private init(_ description: String) {
            self.description = description
        }

        /// The server answered with a JSON-RPC error; it is in ``ClientError/response``.
        public static let serverError = Kind("server error")
        /// The server, or something in front of it, answered with an HTTP status of failure and without a JSON-RPC error.
        public static let httpStatus = Kind("HTTP status")
        /// What came is not JSON, not JSON-RPC, not what the method answers with, or beyond a bound.
        public static let unreadable = Kind("unreadable")
        /// The time for the request is over.
        public static let timedOut = Kind("timed out")
        /// No connection came about, or the server's process could not be started.
        public static let notConnected = Kind("not connected")
        /// The connection ended while a request was under way.
        public static let disconnected = Kind("disconnected")
        /// The task that waited was cancelled; the server is told.
        public static let cancelled = Kind("cancelled")
        /// Client and server have no revision of the protocol in common.
        public static let unsupportedVersion = Kind("unsupported version")
        /// The revision that is spoken does not have what was asked for.
        public static let unavailable = Kind("unavailable")
        /// More is under way than the client's limits allow.
        public static let tooMuchPending = Kind("too much pending")
        /// A list, or the rounds of one call, went on beyond the client's limits.
        public static let endless = Kind("endless")
        /// The server asks for something that no handler is there for.
        public static let unhandledRequest = Kind("unhandled request")
        /// A handler threw; its error is the ``ClientError/cause``.
        public static let handlerFailed = Kind("handler failed")
        /// The token provider threw; its error is the ``ClientError/cause``.
        public static let unauthorized = Kind("no token")
        /// The server no longer knows the session (revisions up to 2025-11-25), and a new one did not come about.
        public static let sessionEnded = Kind("session ended")
        /// The task on the server was cancelled.
        public static let taskCancelled = Kind("task cancelled")
        /// The client is closed.
        public static let closed = Kind("closed")
    }
}
