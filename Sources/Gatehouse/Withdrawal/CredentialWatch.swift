import Logging
import Synchronization

/// Looks every few seconds whether the credentials still hold by which things were opened that last, and ends those whose
/// credential was withdrawn.
///
/// A request is held to its credential when it comes. A stream, a session or a task goes on after that, so somebody has to
/// look: what was withdrawn is ended within ``interval``, beside the second that a file of revocations takes to be read.
/// A stream has a timer for the time at which its credential expires, and timers do not follow a clock that is set; so
/// what has expired by the clock is ended by the next look, too.
final class CredentialWatch: Sendable {
    /// Something that lasts.
    struct Watched: Sendable {
        /// What it is, for the log.
        let what: String
        let principal: Principal
        /// The task's id, where it is one.
        var task: String?
        /// Ends it; it may have ended meanwhile.
        ///
        /// - Returns: Whether there was something to end.
        let end: @Sendable (Withdrawal) async -> Bool
    }

    /// What names a thing that is watched.
    struct Ticket: Sendable, Hashable {
        fileprivate let number: UInt64
    }

    private struct State {
        var streams: [UInt64: Watched] = [:]
        var lastNumber: UInt64 = 0
        var task: Task<Void, Never>?
    }

    /// The time from one look to the next.
    static let interval: Duration = .seconds(3)
    /// How many credentials are asked about at once, where that takes waiting.
    private static let parallel = 32

    private let authenticator: any Authenticator
    private let logger: Logger
    private let auditor: Auditor?
    /// The present, in seconds since 1970.
    private let now: @Sendable () -> Int64
    private let state = Mutex(State())

    init(
        _ authenticator: any Authenticator, auditor: Auditor? = nil, logger: Logger,
        now: @escaping @Sendable () -> Int64 = SystemTime.seconds
    ) {
        self.authenticator = authenticator
        self.auditor = auditor
        self.logger = logger
        self.now = now
    }

    /// How many things are watched that say so themselves.
    var count: Int { state.withLock { $0.streams.count } }

    /// Watches a stream, until the ticket is given back.
    func add(_ watched: Watched) -> Ticket {
        state.withLock { state in
            state.lastNumber &+= 1
            state.streams[state.lastNumber] = watched
            return Ticket(number: state.lastNumber)
        }
    }

    func remove(_ ticket: Ticket) {
        state.withLock { _ = $0.streams.removeValue(forKey: ticket.number) }
    }

    /// Begins to look, unless that has begun; ``stop()`` ends it.
    ///
    /// - Parameter others: What else lasts at a moment.
    func start(_ others: @escaping @Sendable () -> [Watched]) {
        state.withLock { state in
            guard state.task == nil else { return }
            state.task = Task { [weak self] in
                while (try? await Task.sleep(for: Self.interval, tolerance: .milliseconds(200))) != nil {
                    guard let self else { return }
                    await look(others())
                }
            }
        }
    }

    func stop() {
        state.withLock { $0.task.take() }?.cancel()
    }

    /// Looks once, and ends what is to be ended.
    func look(_ others: [Watched]) async {
        let streams = state.withLock { state in state.streams.map { (Ticket(number: $0.key), $0.value) } }
        let watched: [(Ticket?, Watched)] = streams + others.map { (nil, $0) }
        guard !watched.isEmpty else { return }
        let share = (watched.count + Self.parallel - 1) / Self.parallel
        await withDiscardingTaskGroup { group in
            for start in stride(from: 0, to: watched.count, by: share) {
                let part = watched[start..<min(start + share, watched.count)]
                group.addTask { for (ticket, watched) in part { await self.look(at: watched, ticket) } }
            }
        }
    }

    private func look(at watched: Watched, _ ticket: Ticket?) async {
        guard let withdrawal = await withdrawal(of: watched.principal) else { return }
        // A stream is ended once, however long its client takes to read the rest.
        if let ticket { remove(ticket) }
        guard await watched.end(withdrawal) else { return }
        auditor?.note(withdrawal, of: watched)
        logger.notice(
            "the credential does not hold any more: what was opened by it is ended",
            metadata: [
                "ended": "\(watched.what)", "caller": "\(watched.principal.subject)",
                "credential": "\(watched.principal.credentialID ?? "none")", "reason": "\(withdrawal.reason)",
            ])
    }

    private func withdrawal(of principal: Principal) async -> Withdrawal? {
        if let withdrawal = await authenticator.withdrawal(of: principal) { return withdrawal }
        guard let end = principal.expiresAt, now() >= end else { return nil }
        return Withdrawal(.over, reason: "the credential has expired")
    }
}
