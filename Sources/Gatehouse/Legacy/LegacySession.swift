import GatehouseJSON
import GatehouseProtocol
import Synchronization

/// A session of a client of a revision up to 2025-11-25: what was agreed on with `initialize`, and everything that is
/// under way for that client.
///
/// It owns the calls that run in it, the streams that carry their messages and the requests that the client has not
/// answered; ``end()`` ends them all. A session proves nobody's identity: it belongs to the caller that opened it.
final class LegacySession: Sendable {
    /// How the server reaches the client of a session.
    enum Carrier: Sendable {
        /// Streamable HTTP: each request has a stream of its own, and one stream that the client opens stands for the rest.
        case streams
        /// HTTP with SSE of 2024-11-05: one stream carries everything, and the session ends with it.
        case oneStream(SessionStream)
        /// Standard input and output: one line after the other. The session lasts as long as the process.
        case direct(any ReplyStream)
        /// The caller takes nothing but replies.
        case none

        /// Whether the session ends when it is not used. A client that has but one connection has no way to learn that
        /// it must begin anew.
        var endsWhenIdle: Bool { if case .streams = self { true } else { false } }
    }

    /// What is said about a session when it is opened.
    struct Opening: Sendable {
        var id = RandomIdentifier.make()
        /// The identity of the principal that opens it.
        let identity: String
        let revision: ProtocolRevision
        /// The client's capabilities, as it declared them.
        let capabilities: JSONText
        var carrier = Carrier.streams
        var logLevel: LoggingLevel?
        /// Who hears of changes, where one connection carries everything.
        var reader: ResourceReader?
    }

    struct State {
        var isInitialized = false
        var isEnded = false
        /// How many requests and open streams use the session.
        var uses = 0
        var logLevel: LoggingLevel?
        var running: [RequestID: RunningCall] = [:]
        var calls: [ObjectIdentifier: RunningCall] = [:]
        var streams: [String: SessionStream] = [:]
        var standing: SessionStream?
        var feed: Task<Void, Never>?
        var outbox: [[UInt8]] = []
        var uris: Set<String> = []
        var questions: [String: Race<ClientReply>] = [:]
        var lastQuestion: UInt64 = 0
        /// Who used the session last, by which credential.
        var caller: Principal?
    }

    /// The value of `Mcp-Session-Id`: 128 random bits in hexadecimal.
    let id: String
    /// The identity of the principal that opened the session; nobody else's requests belong to it.
    let identity: String
    /// The negotiated revision.
    let revision: ProtocolRevision
    /// The client's capabilities, as it declared them.
    let capabilities: JSONText
    /// The same, read; none where they cannot be.
    let client: ClientCapabilities
    let carrier: Carrier
    let keeping: SessionStream.Keeping
    let surroundings: SessionSurroundings?
    /// What is to be told to the client and was not yet.
    let subscription: Subscription?
    private let reader: ResourceReader?
    /// What tells this process's requests to the client from those of another that had the session before.
    let questionPrefix: String
    let state: Mutex<State>

    /// How many bytes a session's capabilities may have, so that many sessions stay small.
    static let maximumCapabilityBytes = 16_384
    /// How many requests may run in a session at once.
    static let maximumRunning = 256
    /// How many requests to the client may be unanswered at once.
    static let maximumQuestions = 64
    /// How many messages wait for a stream to carry them.
    static let maximumOutbox = 64

    init(_ opening: Opening, keeping: SessionStream.Keeping, surroundings: SessionSurroundings? = nil) {
        id = opening.id
        identity = opening.identity
        revision = opening.revision
        capabilities = opening.capabilities
        client = (try? ClientCapabilities(json: opening.capabilities.value)) ?? ClientCapabilities()
        carrier = opening.carrier
        self.keeping = keeping
        self.surroundings = surroundings
        reader = opening.reader
        subscription = surroundings?.hub.attach(SubscriptionInterest(kinds: surroundings?.kinds ?? []))
        questionPrefix = String(RandomIdentifier.make().prefix(8))
        state = Mutex(State(logLevel: opening.logLevel, caller: opening.reader?.principal))
    }

    /// Whether requests or open streams use the session at the moment.
    var isBusy: Bool { state.withLock { $0.uses > 0 } }
    /// Whether the session is over.
    var isEnded: Bool { state.withLock { $0.isEnded } }
    /// Whether the client has said that it is ready.
    var isInitialized: Bool { state.withLock { $0.isInitialized } }
    /// The least severe level that the client wants log messages of; nothing where it never said.
    var logLevel: LoggingLevel? { state.withLock { $0.logLevel } }

    /// Whether a client of the revision takes events without a message (basic/transports, 2025-11-25); to earlier ones
    /// they are no JSON.
    var primesStreams: Bool { revision >= .v2025_11_25 }

    /// Notes that the client is ready.
    func noteInitialized() {
        let isFirst = state.withLock { state in
            defer { state.isInitialized = true }
            return !state.isInitialized
        }
        if isFirst, let reader { startFeeding(reader) }
    }

    /// Who used the session last, by which credential; nothing before anybody did.
    var caller: Principal? { state.withLock { $0.caller } }

    /// Notes who uses the session. Only the credential can be another one than before.
    func note(_ caller: Principal) {
        state.withLock { state in
            guard
                state.caller == nil || state.caller?.credentialID != caller.credentialID
                    || state.caller?.expiresAt != caller.expiresAt
            else { return }
            state.caller = caller
        }
    }

    /// Sets the least severe level of log messages.
    func setLogLevel(_ level: LoggingLevel) {
        state.withLock { $0.logLevel = level }
    }

    /// Ends the session, and everything that belongs to it. Once is enough.
    func end() {
        let ended = state.withLock { state in
            let ended = state
            let uses = state.uses
            state = State()
            state.isEnded = true
            state.uses = uses
            return ended
        }
        guard !ended.isEnded else { return }
        for question in ended.questions.values { question.end(.threw(ClientRequestFailure.ended)) }
        for call in ended.calls.values { call.cancel() }
        for stream in ended.streams.values { stream.end() }
        ended.standing?.end()
        ended.feed?.cancel()
        if let subscription { surroundings?.hub.close(subscription) }
        if case .oneStream(let stream) = carrier { stream.end() }
    }
}
