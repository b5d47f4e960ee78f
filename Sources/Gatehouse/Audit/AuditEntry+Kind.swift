extension AuditEntry {
    /// What an entry tells of.
    public struct Kind: Sendable, Hashable, CustomStringConvertible {
        public let description: String

        private init(_ description: String) {
            self.description = description
        }

        /// A call that may change something is about to run.
        public static let started = Kind("started")
        /// A request is answered, whatever came of it.
        public static let finished = Kind("finished")
        /// A stream is open, which may stay so for hours.
        public static let opened = Kind("opened")
        /// A stream has ended.
        public static let ended = Kind("ended")
        /// Something happened that is no request.
        public static let event = Kind("event")
        /// Entries are missing here; ``AuditEntry/count`` says how many.
        public static let omitted = Kind("omitted")
    }
}
