import Gatehouse

/// Everything that `gatehouse serve` can be told, merged from its sources and checked.
///
/// It is made by ``ConfigurationLoader``. Every value is within the bounds of its key; roles and limits refer only to
/// what exists.
struct ServerConfiguration: Sendable, Hashable {
    var server: Server
    var http: HTTP
    var transport: Transport
    var tls: TLS
    /// How deep arrays and objects of a message may be nested.
    var jsonMaxDepth: Int
    var auth: Authentication
    /// The roles, in the order they were written; those that inherit name only roles of this list, without cycles.
    var roles: [Role]
    var access: Access
    var limits: Limits
    var calls: Calls
    var audit: Audit
    var tasks: Tasks
    var state: State
    var sessions: Sessions
    var events: Events
    var subscriptions: Subscriptions
    var log: Log

    /// Where the server listens and what it calls itself.
    struct Server: Sendable, Hashable {
        var host: String
        var port: Int
        /// The URL by which clients reach the server, without the endpoint; nothing where it follows from the address.
        var publicURL: String?
        /// The scheme of the server's own address, `http` or `https`.
        var scheme: String
        var endpoint: String
        /// The folder of the database and the keys.
        var data: String
        /// The number of event loops; 0 is one per core.
        var threads: Int
        var name: String
        var instructions: String?
        var allowedHosts: [String]
        var allowedOrigins: [String]
    }

    /// The bounds of HTTP; sizes are in bytes.
    struct HTTP: Sendable, Hashable {
        var maxHeaderFields: Int
        var maxHeaderBytes: Int
        var maxTargetBytes: Int
        var maxBodyBytes: Int
        var maxConnections: Int
        var maxConnectionsPerAddress: Int
        var headerTimeout: Duration
        var bodyTimeout: Duration
        /// Bytes a second; 0 asks for none.
        var minBodyRate: Int
        var idleTimeout: Duration
        var writeStallTimeout: Duration
        var streamKeepalive: Duration
        var drainTimeout: Duration
    }

    /// How often and how many at once.
    struct Limits: Sendable, Hashable {
        /// What every caller may do; a call must be admitted by each of them.
        var caller: [RateLimit]
        var quota: [Quota]
        /// Who is not held to the limits of every caller.
        var exemptRoles: [String]
        var exemptAddresses: [String]
        /// The limits of tools, methods and tags, and those with names of their own.
        var entries: [LimitEntry]
        /// What every address may do before it is known who calls.
        var addressRequests: [RateLimit]
        var addressFailures: [RateLimit]
        var addressKnown: Duration
        var addressExempt: [String]
        var legacyFields: Bool
        /// Where it is kept what is used of quotas: `auto`, `sqlite` or `memory`.
        var quotaStore: String
        var quotaWriteDelay: Duration
        /// `open` or `closed`.
        var quotaFailure: String
        var maxCallers: Int
        var maxConcurrentCalls: Int
        var maxConcurrentCallsPerTool: Int
        var maxConcurrentCallsPerCaller: Int
        var queueWait: Duration
        var overloadWait: Duration
        var maxQueued: Int
        /// What groups of callers are guaranteed of the places.
        var guarantees: [CallGuarantee]
    }

    /// How long calls may take.
    struct Calls: Sendable, Hashable {
        var timeout: Duration
        var maxTimeout: Duration
        /// Whether strings are taken for what they say.
        var isLenient: Bool
    }

    /// How tasks are kept and run.
    struct Tasks: Sendable, Hashable {
        /// Where they are kept: `auto`, `sqlite` or `memory`.
        var store: String
        var timeToLive: Duration
        var maxTimeToLive: Duration
        var pollInterval: Duration
        var maxPolls: Int
        var timeout: Duration
        var answerTimeout: Duration
        var maxRunning: Int
        var maxRunningPerCaller: Int
        var maxKept: Int
        var maxKeptPerCaller: Int
        var maxResultBytes: Int
    }

    /// How requests go on over several rounds.
    struct State: Sendable, Hashable {
        /// The file of the keys that seal state; nothing takes a random key.
        var keyFile: String?
        var timeToLive: Duration
        var maxBytes: Int
        var maxRounds: Int
    }

    /// The sessions of clients of revision 2025-11-25 and before.
    struct Sessions: Sendable, Hashable {
        var max: Int
        var idleTimeout: Duration
        /// Whether the transport of 2024-11-05 is served, and where.
        var hasEventStream: Bool
        var eventStreamPath: String
        var messagesPath: String
    }

    /// What streams of sessions can be resumed from; sizes are in bytes.
    struct Events: Sendable, Hashable {
        /// Where it is kept: `memory`, `sqlite` or `none`.
        var store: String
        var maxSessionSize: Int
        var maxSize: Int
    }

    /// The streams of notifications.
    struct Subscriptions: Sendable, Hashable {
        var max: Int
        var maxPerCaller: Int
        var maxSubjects: Int
        var interval: Duration
    }

    /// What is logged and how.
    struct Log: Sendable, Hashable {
        /// One of swift-log's levels.
        var level: String
        var format: LogFormat
        /// How many lines of one kind are written in a second.
        var linesPerSecond: Int
    }
}
