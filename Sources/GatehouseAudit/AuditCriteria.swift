import Gatehouse
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
    /// The first time, in milliseconds since 1970.
    public var since: Int64? {
        didSet { bounds = Bounds(since, until) }
    }
    /// The last time, in milliseconds since 1970.
    public var until: Int64? {
        didSet { bounds = Bounds(since, until) }
    }
    private var bounds = Bounds(nil, nil)

    /// Two times as entries have them, which come in the order of their bytes.
    struct Bounds: Sendable, Hashable {
        let first: String?
        let last: String?

        init(_ first: Int64?, _ last: Int64?) {
            self.first = first.map { Instant.text(milliseconds: $0) }
            self.last = last.map { Instant.text(milliseconds: $0) }
        }

        func isBefore(_ time: String) -> Bool { last?.utf8.lexicographicallyPrecedes(time.utf8) ?? false }

        func isAfter(_ time: String) -> Bool { first.map { time.utf8.lexicographicallyPrecedes($0.utf8) } ?? false }
    }

    /// How far a clock may have been set back between two entries, so that a search still finds those behind: an hour.
    private static let margin: Int64 = 3_600_000

    public init() {}

    /// The times between which entries stand that can be meant, in a log whose clock was set back now and then.
    var reach: Bounds { Bounds(since.map { $0 &- Self.margin }, until.map { $0 &+ Self.margin }) }

    /// Whether a line can meet them, as far as its time tells; one that tells none can.
    func admits(_ line: AuditLine) -> Bool {
        guard since != nil || until != nil, let time = line.time else { return true }
        return !bounds.isBefore(time) && !bounds.isAfter(time)
    }

    /// Whether an entry meets them.
    public func matches(_ entry: JSONObject) -> Bool {
        if since != nil || until != nil {
            guard case .string(let time)? = entry["time"], !bounds.isBefore(time), !bounds.isAfter(time) else {
                return false
            }
        }
        return members.allSatisfy { member, text in Self.text(entry, member.path) == text }
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
