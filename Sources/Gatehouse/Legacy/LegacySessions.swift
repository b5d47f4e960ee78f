import GatehouseJSON
import GatehouseProtocol
import Logging
import Synchronization

/// The sessions that clients of revisions up to 2025-11-25 have opened.
///
/// A session is no proof of identity: it only says what was negotiated, and it is bound to the caller that opened it
/// (docs/tutorials/security/security_best_practices, "Session Hijacking"). The table is bounded, in all and per caller,
/// so that a client that opens sessions and never ends one first loses its own. A session that nothing uses ends after a
/// time; calls that run in it and streams that are open use it.
final class LegacySessions: Sendable {
    /// How many sessions there may be, and for how long an unused one stays.
    struct Limits: Sendable {
        var maximum = 10_000
        var maximumPerCaller = 1_000
        var idleTimeout: Duration = .seconds(1_800)
    }

    private let limits: Limits
    private let now: @Sendable () -> ContinuousClock.Instant
    private let store: (any EventStore)?
    private let logger: Logger
    private let surroundings: SessionSurroundings?
    /// Takes down what the server ends by itself.
    private let auditor: Auditor?
    /// Whose clients were sent to which pages.
    let elicitations: Elicitations
    private let state = Mutex(SessionTable())
    /// Whether a task looks for sessions that nothing uses.
    private let isSweeping = Mutex(false)

    init(
        limits: Limits = Limits(),
        store: (any EventStore)? = nil,
        surroundings: SessionSurroundings? = nil,
        auditor: Auditor? = nil,
        logger: Logger = Logger(label: "gatehouse"),
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.limits = limits
        self.store = store
        self.surroundings = surroundings
        self.auditor = auditor
        elicitations = surroundings?.elicitations ?? Elicitations()
        self.logger = logger
        self.now = now
    }

    /// How many sessions are open.
    var count: Int { state.withLock { $0.count } }

    /// The sessions that are open.
    var all: [LegacySession] { state.withLock { $0.all } }

    /// Opens a session. Where the table is full, the session that was unused for the longest time makes room.
    func open(_ opening: LegacySession.Opening) -> LegacySession {
        let session = makeSession(opening)
        end(state.withLock { $0.add(session, at: now(), limits) })
        keep(session)
        sweepLater()
        return session
    }

    /// The session with that id, where that caller opened it and it has not been idle for too long.
    func use(_ id: String, by identity: String) -> LegacySession? {
        let (session, ended) = state.withLock { $0.use(id, by: identity, at: now(), limits) }
        end(ended)
        return session
    }

    /// Brings a session back that was opened before the process was, where it was kept.
    func restore(_ id: String, by identity: String) async {
        guard let store, store.isDurable, !state.withLock({ $0.contains(id) }) else { return }
        do throws(EventStoreFailure) {
            guard let record = try await store.session(id), record.identity.isExactly(identity),
                let revision = ProtocolRevision(record.revision), !revision.isModern,
                let capabilities = try? JSONValue(parsing: record.capabilities)
            else { return }
            let session = makeSession(
                LegacySession.Opening(
                    id: record.id, identity: record.identity, revision: revision,
                    capabilities: JSONText(capabilities), logLevel: record.logLevel.map(LoggingLevel.init(rawValue:))))
            session.noteInitialized()
            // As many as there were may be again, unless the bound has become lower.
            for uri in record.subscriptions { try? session.subscribe(uri) }
            // Where another request has brought it back meanwhile, this one is let go of without a word.
            let ended = state.withLock { $0.contains(id) ? nil : $0.add(session, at: now(), limits) }
            if let ended { end(ended) } else { session.end() }
            sweepLater()
        } catch {
            logger.error("a session cannot be looked up", metadata: ["error": "\(error)"])
        }
    }

    /// Ends a session.
    ///
    /// - Returns: Whether there was one of that id that the caller opened.
    func close(_ id: String, by identity: String) -> Bool {
        guard let session = state.withLock({ $0.remove(id, by: identity) }) else { return false }
        forget(session)
        return true
    }

    /// Ends the sessions that nothing has used for too long.
    func sweep() {
        end(state.withLock { $0.removeIdle(at: now(), limits) })
    }

    /// Tells calls that wait for their clients that no answer will come, where the clients can send none any more: the one
    /// connection that they have takes nothing new while the server shuts down.
    func beginDraining() {
        for session in all { session.giveUpQuestions() }
    }

    /// Ends every session of this process; where they are kept, they can go on in another.
    func stop() {
        for session in state.withLock({ $0.removeAll() }) { session.end() }
    }

    private func makeSession(_ opening: LegacySession.Opening) -> LegacySession {
        let isResumable = opening.carrier.endsWhenIdle
        return LegacySession(
            opening,
            keeping: SessionStream.Keeping(store: isResumable ? store : nil, session: opening.id, logger: logger),
            surroundings: surroundings)
    }

    private func end(_ ends: [SessionEnd]) {
        for end in ends {
            auditor?.note(end)
            forget(end.session)
        }
    }

    /// Ends a session that the table does not have any more, for good.
    private func forget(_ session: LegacySession) {
        session.end()
        guard let store, session.carrier.endsWhenIdle else { return }
        perform("a session cannot be forgotten") { () async throws(EventStoreFailure) in
            try await store.remove(session: session.id)
        }
    }

    /// Keeps what is to be known of a session after a restart.
    func keep(_ session: LegacySession) {
        guard let store, store.isDurable, session.carrier.endsWhenIdle else { return }
        let record = session.record
        perform("a session cannot be kept") { () async throws(EventStoreFailure) in try await store.keep(record) }
    }

    /// Has the store do something that nobody waits for. The task ends with it.
    private func perform(
        _ failure: Logger.Message, _ work: @escaping @Sendable () async throws(EventStoreFailure) -> Void
    ) {
        Task { [logger] in
            do throws(EventStoreFailure) {
                try await work()
            } catch {
                logger.error(failure, metadata: ["error": "\(error)"])
            }
        }
    }

    /// Looks for unused sessions from time to time, for as long as there are sessions; the task ends with the last one,
    /// or with the table.
    private func sweepLater() {
        let starts = isSweeping.withLock { isSweeping in
            defer { isSweeping = true }
            return !isSweeping
        }
        guard starts else { return }
        let pause = max(.milliseconds(100), limits.idleTimeout / 4)
        Task { [weak self] in
            while true {
                // Nothing cancels this task but the end of the process.
                guard (try? await Task.sleep(for: pause)) != nil, let self else { return }
                sweep()
                guard
                    isSweeping.withLock({ isSweeping in
                        isSweeping = count > 0
                        return isSweeping
                    })
                else { return }
            }
        }
    }
}
