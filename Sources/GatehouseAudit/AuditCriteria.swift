public import GatehouseJSON

/// What somebody looks for in an audit log. An entry must meet all that is asked for; what is not asked for is met.
public struct AuditCriteria: Sendable, Hashable {
    /// What single members of an entry must be.
    public struct Member: Sendable, Hashable {
        let path: [String]

        private init(_ path: String...) {
            self.path = path
        }

        public static let caller = Member("caller")
        public static let tenant = Member("tenant")
        public static let name = Member("name")
        public static let method = Member("method")
        public static let outcome = Member("outcome")
        /// The name of the rule that decided.
        public static let rule = Member("access", "rule")
        public static let credential = Member("credential")
        public static let request = Member("request")
        public static let task = Member("task")
        public static let event = Member("event")
        public static let kind = Member("kind")
    }

    /// What members must be, to the letter.
    public var members: [Member: String] = [:]
    /// The first and the last time, as entries have them: RFC 3339 in UTC with milliseconds.
    public var since: String?
    public var until: String?

    public init() {}

    /// Whether an entry meets them.
    public func matches(_ entry: JSONObject) -> Bool {
        if since != nil || until != nil {
            guard case .string(let time)? = entry["time"], Self.isWithin(time, since, until) else { return false }
        }
        return members.allSatisfy { member, text in Self.text(entry, member.path) == text }
    }

    /// Times of that form come in the order of their bytes.
    private static func isWithin(_ time: String, _ since: String?, _ until: String?) -> Bool {
        (since.map { !time.utf8.lexicographicallyPrecedes($0.utf8) } ?? true)
            && (until.map { !$0.utf8.lexicographicallyPrecedes(time.utf8) } ?? true)
    }

    private static func text(_ entry: JSONObject, _ path: [String]) -> String? {
        var object = entry
        for name in path.dropLast() {
            guard case .object(let inner)? = object[name] else { return nil }
            object = inner
        }
        guard let last = path.last, case .string(let text)? = object[last] else { return nil }
        return text
    }
}
