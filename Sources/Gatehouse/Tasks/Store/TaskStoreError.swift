/// Why a store did not do what it was asked for.
public struct TaskStoreError: Error, Sendable, CustomStringConvertible {
    /// The reasons that a server tells apart.
    public struct Reason: Sendable, Hashable, CustomStringConvertible {
        public let description: String

        private init(_ description: String) {
            self.description = description
        }

        /// There is a task of that id.
        public static let duplicate = Reason("there is a task of that id")
        /// The owner has as many tasks as one may have.
        public static let ownerFull = Reason("the owner has as many tasks as one may have")
        /// There are as many tasks, or as many bytes, as there may be.
        public static let full = Reason("there are as many tasks as there may be")
        /// The store is out of order: its disk, its file, its connection.
        public static let failed = Reason("the store failed")
    }

    public let reason: Reason
    /// What went wrong beneath, where something did; for the log only.
    public let cause: (any Error)?

    public init(_ reason: Reason, cause: (any Error)? = nil) {
        self.reason = reason
        self.cause = cause
    }

    public var description: String {
        cause.map { "\(reason): \($0)" } ?? reason.description
    }
}
