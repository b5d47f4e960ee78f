/// Why entries of an audit log cannot be kept or read.
public struct AuditFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// The sort of failure.
    public struct Reason: Sendable, Hashable {
        private let name: String

        private init(_ name: String) {
            self.name = name
        }

        /// There is no room: the disk is full, or the log is as large as it may be.
        public static let full = Reason("full")
        /// The disk does not answer.
        public static let slow = Reason("slow")
        /// More entries come than can be written.
        public static let overrun = Reason("overrun")
        /// The log was closed.
        public static let closed = Reason("closed")
        /// Anything else.
        public static let unusable = Reason("unusable")
    }

    public let reason: Reason
    /// What is wrong, and where, for the operator.
    public let description: String

    public init(_ reason: Reason, _ description: String) {
        self.reason = reason
        self.description = description
    }
}
