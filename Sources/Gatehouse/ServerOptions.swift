public import GatehouseJSON
public import GatehouseProtocol
public import GatehouseSchema

/// Everything about a server that has a default.
public struct ServerOptions: Sendable {
    /// How calls of tools, prompts and resources are bounded.
    public struct Calls: Sendable {
        /// How long a call may take where its tool says nothing else.
        public var timeout: Duration
        /// How long a call may take at most, whatever its tool says.
        public var maximumTimeout: Duration
        /// How many calls run at once.
        public var maximumConcurrent: Int
        /// How many calls of one tool run at once where the tool says nothing else.
        public var maximumConcurrentPerTool: Int
        /// How many calls of one caller run at once; nothing bounds them only with all others.
        public var maximumConcurrentPerCaller: Int?
        /// How many calls may wait for their turn, at most. Callers take turns, and in a full queue the one that asks most
        /// makes room for others.
        public var maximumQueued: Int
        /// How long a call waits for its turn. One that must be expected to wait for longer is refused at once.
        public var queueWait: Duration
        /// How long a call may be expected to wait where somebody has been waiting for longer than ``queueWait`` without a
        /// pause; but as long as a call takes in any case.
        public var overloadWait: Duration
        /// What groups of callers are guaranteed of the slots; a caller is in the first that it fits.
        public var guarantees: [CallGuarantee]

        public init(
            timeout: Duration = .seconds(60),
            maximumTimeout: Duration = .seconds(300),
            maximumConcurrent: Int = 1_024,
            maximumConcurrentPerTool: Int = 256,
            maximumConcurrentPerCaller: Int? = nil,
            maximumQueued: Int = 1_024,
            queueWait: Duration = .milliseconds(200),
            overloadWait: Duration = .milliseconds(10),
            guarantees: [CallGuarantee] = []
        ) {
            self.timeout = timeout
            self.maximumTimeout = maximumTimeout
            self.maximumConcurrent = maximumConcurrent
            self.maximumConcurrentPerTool = maximumConcurrentPerTool
            self.maximumConcurrentPerCaller = maximumConcurrentPerCaller
            self.maximumQueued = maximumQueued
            self.queueWait = queueWait
            self.overloadWait = overloadWait
            self.guarantees = guarantees
        }
    }

    /// How often one caller may ask.
    public struct Limits: Sendable {
        /// The limits of each caller, for all its requests together: the policy `server`.
        public var perCaller: [RateLimit]
        /// Further limits: by other keys, for some requests alone, or shared between tools that name them.
        public var policies: [LimitPolicy]
        /// How many requests are looked at that come from one address; nothing looks at all.
        public var addresses: AddressLimits?
        /// Keeps what callers have used of their quotas.
        public var quotas: QuotaLedger
        /// Counts requests for several servers together; with nothing this one counts by itself.
        public var shared: SharedRateLimits?
        /// Whether replies tell limits in `X-RateLimit-Limit`, `-Remaining` and `-Reset` as well.
        public var hasLegacyFields: Bool
        /// The tools whose own limits (``ToolOptions/limits``) do not count, because policies stand in their place.
        public var replacedTools: Set<String>
        /// How many callers and limits are kept count of at once.
        public var maximumTracked: Int

        public init(perCaller: [RateLimit] = [], maximumTracked: Int = 100_000) {
            self.perCaller = perCaller
            self.maximumTracked = maximumTracked
            policies = []
            addresses = nil
            quotas = QuotaLedger()
            shared = nil
            hasLegacyFields = false
            replacedTools = []
        }

        /// All policies, that of each caller for all its requests first.
        var all: [LimitPolicy] {
            (perCaller.isEmpty ? [] : [LimitPolicy("server", RateLimits(perCaller))]) + policies
        }
    }

    /// How sessions of revisions up to 2025-11-25 are bounded.
    public struct Sessions: Sendable {
        /// How many there may be.
        public var maximum: Int
        /// How many one caller may have.
        public var maximumPerCaller: Int
        /// For how long an unused one stays.
        public var idleTimeout: Duration
        /// Keeps what the streams of sessions carried, so that clients can resume; with nothing they cannot.
        public var events: (any EventStore)?
        /// Where the HTTP+SSE transport of revision 2024-11-05 is served; with nothing it is not.
        public var eventStreamPaths: EventStreamPaths?

        public init(
            maximum: Int = 10_000,
            maximumPerCaller: Int = 1_000,
            idleTimeout: Duration = .seconds(1_800),
            events: (any EventStore)? = MemoryEventStore(),
            eventStreamPaths: EventStreamPaths? = EventStreamPaths()
        ) {
            self.maximum = maximum
            self.maximumPerCaller = maximumPerCaller
            self.idleTimeout = idleTimeout
            self.events = events
            self.eventStreamPaths = eventStreamPaths
        }
    }

    /// What a model should know about the server as a whole.
    public var instructions: String?
    /// The hosts that requests may name; nothing allows those of this machine's loopback interface.
    public var hosts: HostPolicy?
    /// The origins that browsers may call from; nothing allows those of this machine's loopback interface.
    public var origins: OriginPolicy?
    /// Which roles and scopes give which permissions.
    public var policy: AccessPolicy
    /// Makes the challenge of 401 and 403 replies; the request's head names the host that the client knows.
    public var challenge: @Sendable (RequestHead) -> Challenge
    /// The bounds of what clients send.
    public var json: JSONLimits
    /// The bounds of calls.
    public var calls: Calls
    /// The limits of callers.
    public var limits: Limits
    /// The bounds of sessions.
    public var sessions: Sessions
    /// The bounds of streams of notifications.
    public var subscriptions: Subscriptions
    /// For how long a client may use a list without asking again.
    public var listTimeToLive: Duration
    /// Who may keep lists that are the same for every caller, and for whom: anybody by default. Lists in which something is
    /// hidden from some callers are for their caller alone, whatever stands here.
    public var listCacheScope: CacheScope
    /// How many components a page of a list has.
    public var pageSize: Int
    /// How the values are made that components need.
    public var dependencies: [DependencyProvider]
    /// What must let every request pass that is authenticated and routed, lists and handshakes too.
    public var guards: [Guard]
    /// How strictly arguments are held to the kinds that tools want, where a tool says nothing else.
    public var reading: ReadingMode
    /// How tasks are kept and run.
    public var tasks: Tasks
    /// How requests go on over several rounds.
    public var roundTrips: RoundTrips
    /// The key that seals the cursors of lists; nothing takes a random one of this process. Servers that answer for one
    /// another need the same one, and register the same components in the same order.
    public var cursorKey: CursorKey?
    /// Whether clients are told when lists change, and beforehand that they may, as `listChanged` in the server's
    /// capabilities. A server whose components stay what they are can do without.
    public var announcesListChanges: Bool
    /// How many components there may be, each version counted.
    public var maximumComponents: Int
    /// What is taken down for auditors; nothing is by default.
    public var audit: AuditOptions?

    public init(
        instructions: String? = nil,
        hosts: HostPolicy? = nil,
        origins: OriginPolicy? = nil,
        policy: AccessPolicy = AccessPolicy(),
        challenge: @escaping @Sendable (RequestHead) -> Challenge = { _ in Challenge() }
    ) {
        self.instructions = instructions
        self.hosts = hosts
        self.origins = origins
        self.policy = policy
        self.challenge = challenge
        json = JSONLimits()
        calls = Calls()
        limits = Limits()
        sessions = Sessions()
        subscriptions = Subscriptions()
        listTimeToLive = .seconds(60)
        listCacheScope = .public
        pageSize = 250
        dependencies = []
        guards = []
        reading = .strict
        tasks = Tasks()
        roundTrips = RoundTrips()
        cursorKey = nil
        announcesListChanges = true
        maximumComponents = 100_000
        audit = nil
    }
}
