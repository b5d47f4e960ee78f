/// Why a credential that held does not hold any more.
public struct Withdrawal: Sendable, Hashable {
    /// How a credential came to its end.
    public struct Kind: Sendable, Hashable, CustomStringConvertible {
        public let description: String

        private init(_ description: String) {
            self.description = description
        }

        /// Somebody took it back, because whoever has it is not to have it: what was begun with it ends, tasks too.
        public static let takenBack = Kind("taken back")
        /// It came to an end as credentials do, by its time or with its issuer's key: what is told or asked by it ends,
        /// and tasks that were begun with it go on.
        public static let over = Kind("over")
    }

    public let kind: Kind
    /// The exact reason, for the log alone, as that of an ``AuthenticationFailure``.
    public let reason: String

    public init(_ kind: Kind, reason: String) {
        self.kind = kind
        self.reason = reason
    }
}
