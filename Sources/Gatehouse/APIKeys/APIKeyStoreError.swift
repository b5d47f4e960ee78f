/// Why a store of API keys did not do something.
public struct APIKeyStoreError: Error, Sendable, CustomStringConvertible {
    /// The kinds of reasons.
    public struct Reason: Sendable, Hashable {
        private let name: String

        /// There is a key of that number.
        public static let duplicate = Reason(name: "duplicate")
        /// There are as many keys as there may be.
        public static let full = Reason(name: "full")
        /// The store cannot be reached, or does not work.
        public static let failed = Reason(name: "failed")
    }

    public let reason: Reason
    /// What went wrong beneath, for the log.
    public let cause: (any Error)?

    public init(_ reason: Reason, cause: (any Error)? = nil) {
        self.reason = reason
        self.cause = cause
    }

    public var description: String {
        switch reason {
        case .duplicate: "there is an API key of that number"
        case .full: "there are as many API keys as there may be"
        default: "the store of API keys does not work" + (cause.map { ": \($0)" } ?? "")
        }
    }
}
