/// What a server takes down for auditors, and who waits for it.
public struct AuditOptions: Sendable {
    /// Takes the entries.
    public var trail: any AuditTrail
    /// Which requests are taken down.
    public var scope: Scope
    /// Who waits until an entry outlasts a power failure.
    public var waiting: Waiting
    /// What happens where entries cannot be kept.
    public var onFailure: FailurePolicy
    /// How many refusals of callers that nobody knows are taken down in a second, of each sort; of the others the number
    /// is.
    public var maximumStrangers: Int
    /// The key of the digests that stand for values of arguments; by default a random one of this process.
    package var redactionKey: RedactionKey
    /// The present, in milliseconds since 1970.
    package var now: @Sendable () -> Int64

    public init(
        _ trail: any AuditTrail,
        scope: Scope = .calls,
        waiting: Waiting = .privileged,
        onFailure: FailurePolicy = .refusePrivileged
    ) {
        self.trail = trail
        self.scope = scope
        self.waiting = waiting
        self.onFailure = onFailure
        maximumStrangers = 100
        redactionKey = .random()
        now = { Instant.milliseconds() }
    }

    /// Which requests are taken down. Every refusal is, whatever stands here.
    public struct Scope: Sendable, Hashable {
        private let name: String

        private init(_ name: String) {
            self.name = name
        }

        /// What has something done or read: calls of tools, prompts and resources, completions, tasks, streams, and the
        /// beginning and end of sessions.
        public static let calls = Scope("calls")
        /// Everything that clients send, `ping`, lists and notifications too.
        public static let all = Scope("all")
    }

    /// Who waits until an entry outlasts a power failure.
    public struct Waiting: Sendable, Hashable {
        private let name: String

        private init(_ name: String) {
            self.name = name
        }

        /// Calls that may change something: of tools that do not declare `readOnlyHint`, and `tasks/cancel` and
        /// `tasks/update`. Nothing of them runs before it stands in the log that it will.
        public static let privileged = Waiting("privileged")
        /// Every request that is taken down.
        public static let all = Waiting("all")
        /// Nobody: a crash may lose the entries of the last tenth of a second.
        public static let none = Waiting("none")
    }

    /// What happens where entries cannot be kept: the disk is full, or does not answer.
    public struct FailurePolicy: Sendable, Hashable {
        private let name: String

        private init(_ name: String) {
            self.name = name
        }

        /// Calls that may change something are refused with 503; those that only read go on, and their entries wait.
        public static let refusePrivileged = FailurePolicy("refuse_privileged")
        /// All requests are refused with 503 that would be taken down.
        public static let refuseAll = FailurePolicy("refuse_all")
        /// Everything goes on, and entries wait; where too many do, the log says later how many are missing.
        public static let allow = FailurePolicy("allow")
    }
}
