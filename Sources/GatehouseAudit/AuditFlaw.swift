/// Something wrong in an audit log.
public struct AuditFlaw: Sendable, Hashable, CustomStringConvertible {
    /// The sort of flaw.
    public struct Kind: Sendable, Hashable, CustomStringConvertible {
        public let description: String

        private init(_ description: String) {
            self.description = description
        }

        /// A line is no entry.
        public static let unreadable = Kind("unreadable")
        /// An entry is not what was written.
        public static let changed = Kind("changed")
        /// Entries are missing.
        public static let missing = Kind("missing")
        /// An entry stands in another place than where it was written.
        public static let reordered = Kind("reordered")
        /// An entry stands there more than once.
        public static let duplicated = Kind("duplicated")
        /// The log does not begin with its first entry.
        public static let beheaded = Kind("beheaded")
        /// Entries are missing at the end.
        public static let truncated = Kind("truncated")
        /// The last line has no end.
        public static let torn = Kind("torn")
    }

    public let kind: Kind
    /// Which file it is in, where the log has several.
    public let file: String?
    /// Which line of the file it is, from 1 on; nothing of what is missing at the end.
    public let line: Int?
    /// The number of the entry.
    public let sequence: Int64?
    /// What is wrong, in a sentence.
    public let description: String

    init(_ kind: Kind, file: String?, line: Int?, sequence: Int64?, _ description: String) {
        self.kind = kind
        self.file = file
        self.line = line
        self.sequence = sequence
        self.description = description
    }
}
