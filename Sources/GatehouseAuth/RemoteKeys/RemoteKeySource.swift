import Gatehouse
public import GatehouseFetch
public import Logging
import Synchronization

/// An issuer's keys, fetched from where it publishes them: the shell around ``KeyRefresh``.
///
/// No token whose key is known waits for the network. A token that names an unknown key waits, for a quarter of a second
/// at most, for a fetch that it may cause or that is under way; however many such tokens come, they cause one fetch in ten
/// seconds. While the issuer cannot be reached, or answers with anything but a set with a usable key, the keys that were
/// fetched last go on counting, for a day at most.
///
/// Somebody must let ``run()`` run; without it keys are fetched again only when a token comes after they were due.
public final class RemoteKeySource: VerificationKeySource {
    private struct State {
        var refresh: KeyRefresh
        var waiting: [CheckedContinuation<Void, Never>] = []
        /// Where the metadata said that the keys are.
        var url: String?
        /// How many skipped keys were logged of the state that counts.
        var loggedDigest: TokenDigest?
    }

    /// The most tokens with unknown keys that wait at once; the next ones are refused straight away.
    static let maximumWaiting = 10_000

    private let reader: RemoteKeyReader
    private let options: RemoteKeyOptions
    private let clock: RefreshClock
    private let logger: Logger
    private let state: Mutex<State>

    /// Makes a source. It fetches nothing yet.
    ///
    /// - Parameters:
    ///   - issuer: The issuer's name, as `iss` carries it.
    ///   - location: Where its keys are.
    ///   - rsaAlgorithm: The algorithm of RSA keys that do not say theirs.
    ///   - options: When to fetch, and how long keys count.
    ///   - fetch: What fetches.
    ///   - logger: Hears about keys that are skipped, and about fetches that fail.
    public convenience init(
        issuer: String,
        location: KeyLocation,
        rsaAlgorithm: SignatureAlgorithm = .rs256,
        options: RemoteKeyOptions = RemoteKeyOptions(),
        fetch: any Fetching,
        logger: Logger = Logger(label: "gatehouse.auth")
    ) {
        let reader = RemoteKeyReader(issuer: issuer, location: location, rsaAlgorithm: rsaAlgorithm, fetch: fetch)
        self.init(reader, options, clock: .system, logger: logger)
    }

    init(_ reader: RemoteKeyReader, _ options: RemoteKeyOptions, clock: RefreshClock, logger: Logger) {
        self.reader = reader
        self.options = options
        self.clock = clock
        self.logger = logger
        state = Mutex(State(refresh: KeyRefresh(options, at: clock.now())))
    }

    /// Fetches the keys if that is due, as it is in the beginning, and returns when they are there or cannot be had.
    ///
    /// - Returns: Whether there are keys.
    @discardableResult
    public func load() async -> Bool {
        if state.withLock({ $0.refresh.beginIfDue(at: clock.now()) }) { await perform() }
        return state.withLock { $0.refresh.keys(at: clock.now()) } !== KeyRefresh.noKeys
    }

    /// Fetches the keys ahead of time, again and again, until the task is cancelled.
    public func run() async {
        while !Task.isCancelled {
            await load()
            // A token may have caused a fetch meanwhile, after which another time is due.
            let pause = min(.seconds(1), state.withLock { $0.refresh.pause(at: clock.now()) })
            do { try await clock.sleep(max(.milliseconds(10), pause)) } catch { return }
        }
    }

    public func keys(at now: Int64) -> KeySnapshot {
        let now = clock.now()
        let (snapshot, attempt) = state.withLock { state in
            (state.refresh.keys(at: now), state.refresh.beginIfDue(at: now) ? state.refresh.attempts : nil)
        }
        if let attempt { start(attempt) }
        return snapshot
    }

    /// Waits for a fetch that is under way, or causes one if the last one is long enough ago.
    public func refreshedKeys(at now: Int64) async throws(KeysUnavailable) -> KeySnapshot {
        if case .some(let result) = await wait() { return try result.get() }
        let result = state.withLock { Self.known(&$0, at: clock.now()) }
        return try result.get()
    }

    /// Waits if there is something to wait for; or else the keys as they are.
    private func wait() async -> Result<KeySnapshot, KeysUnavailable>? {
        var result: Result<KeySnapshot, KeysUnavailable>?
        await withCheckedContinuation { continuation in
            let (attempt, waits): (Int?, Bool) = state.withLock { state in
                guard state.waiting.count < Self.maximumWaiting else { return (nil, false) }
                switch state.refresh.demand(at: clock.now()) {
                case .begin:
                    state.waiting.append(continuation)
                    return (state.refresh.attempts, true)
                case .wait:
                    state.waiting.append(continuation)
                    return (nil, true)
                case .answer(let snapshot):
                    result = .success(snapshot)
                    return (nil, false)
                case .unavailable(let retryAfter):
                    result = .failure(Self.unavailable(retryAfter))
                    return (nil, false)
                }
            }
            if let attempt { start(attempt) }
            if !waits { continuation.resume() }
        }
        return result
    }

    private static func known(_ state: inout State, at now: Duration) -> Result<KeySnapshot, KeysUnavailable> {
        let snapshot = state.refresh.keys(at: now)
        return snapshot === KeyRefresh.noKeys ? .failure(unavailable(.seconds(1))) : .success(snapshot)
    }

    private static func unavailable(_ retryAfter: Duration) -> KeysUnavailable {
        KeysUnavailable(retryAfter: retryAfter, reason: "they have not been fetched, or not for too long a time")
    }

    /// Fetches beside whoever asked. Both tasks end by themselves: the fetch within its own time, the other after the
    /// patience.
    private func start(_ attempt: Int) {
        Task { await perform() }
        Task { [clock, options] in
            try? await clock.sleep(options.patience)
            release(attempt)
        }
    }

    /// Lets those go who wait for the fetch of that number, though it is not over.
    private func release(_ attempt: Int) {
        let waiting = state.withLock { state in
            guard state.refresh.attempts == attempt else { return [CheckedContinuation<Void, Never>]() }
            state.refresh.patienceEnds(of: attempt)
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Fetches once; the state says already that a fetch is under way.
    private func perform() async {
        do throws(VerificationKeyError) {
            let reading = try await reader.read(from: state.withLock { $0.url })
            finish(reading)
        } catch {
            fail(error)
        }
    }

    private func finish(_ reading: RemoteKeyReader.Reading) {
        let fetched = KeyRefresh.Fetched(
            digest: reading.digest, snapshot: KeySnapshot(reading.set.keys), lifetime: reading.lifetime)
        let (waiting, failures, isNew) = state.withLock { state in
            let failures = state.refresh.failures
            state.refresh.finish(fetched, at: clock.now(), random: clock.random())
            state.url = reading.url
            let isNew = state.loggedDigest != reading.digest
            state.loggedDigest = reading.digest
            defer { state.waiting = [] }
            return (state.waiting, failures, isNew)
        }
        for continuation in waiting { continuation.resume() }
        if failures > 0 {
            logger.notice("the keys of an issuer can be fetched again", metadata: ["issuer": "\(reader.issuer)"])
        }
        guard isNew else { return }
        logger.info(
            "the keys of an issuer were fetched",
            metadata: ["issuer": "\(reader.issuer)", "url": "\(reading.url)", "keys": "\(reading.set.keys.count)"])
        for key in reading.set.skipped {
            logger.warning("a key was skipped", metadata: ["issuer": "\(reader.issuer)", "reason": "\(key)"])
        }
    }

    private func fail(_ error: VerificationKeyError) {
        let (waiting, failures, hasKeys) = state.withLock { state in
            let now = clock.now()
            state.refresh.fail(at: now, random: clock.random())
            // The metadata may name another place by now.
            state.url = nil
            defer { state.waiting = [] }
            return (state.waiting, state.refresh.failures, state.refresh.keys(at: now) !== KeyRefresh.noKeys)
        }
        for continuation in waiting { continuation.resume() }
        // Whoever gave the fetch up, as at the server's end, knows.
        guard !Task.isCancelled else { return }
        logger.error(
            hasKeys
                ? "the keys of an issuer cannot be fetched; the known ones stay"
                : "the keys of an issuer cannot be fetched, and none are known: its tokens are answered with 503",
            metadata: ["issuer": "\(reader.issuer)", "reason": "\(error)", "failures": "\(failures)"])
    }
}
