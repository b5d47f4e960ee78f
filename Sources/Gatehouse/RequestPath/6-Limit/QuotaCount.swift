/// How much of a quota is used: what a ``QuotaStore`` keeps.
public struct QuotaCount: Sendable, Hashable {
    /// What names a count: a quota, whose it is, and the period.
    public struct Key: Sendable, Hashable {
        /// The quota's name and whose requests it counts; its bytes are compared, not its characters.
        public let subject: String
        /// When the period began, in milliseconds since 1970.
        public let start: Int64
        /// When the period ends, in milliseconds since 1970.
        public let end: Int64

        public init(subject: String, start: Int64, end: Int64) {
            self.subject = subject
            self.start = start
            self.end = end
        }

        public static func == (left: Key, right: Key) -> Bool {
            left.start == right.start && left.end == right.end && left.subject.utf8.elementsEqual(right.subject.utf8)
        }

        public func hash(into hasher: inout Hasher) {
            hasher.combine(start)
            for byte in subject.utf8 { hasher.combine(byte) }
        }
    }

    public let key: Key
    /// How many requests were counted, or of a change by how many more.
    public let used: Int64

    public init(_ key: Key, used: Int64) {
        self.key = key
        self.used = used
    }
}
