/// When to fetch an issuer's keys, and which keys count meanwhile: the states, without the fetching.
///
/// It asks for one fetch at a time. A fetch is due ahead of the end of the keys' time, by a random part of it, so that
/// many servers do not ask at once; after a failure it is due later each time. A token that names an unknown key makes
/// one due as well, but no sooner than the cooldown after the last one began.
struct KeyRefresh {
    /// What becomes of a token that names an unknown key.
    enum Demand {
        /// A fetch is to begin, and the token waits for it.
        case begin
        /// A fetch is under way, and the token waits for it.
        case wait
        /// There is nothing to wait for: these keys are all.
        case answer(KeySnapshot)
        /// There are no keys at all; perhaps there are after that time.
        case unavailable(retryAfter: Duration)
    }

    /// What a fetch brought.
    struct Fetched {
        /// What tells this state of the keys from another.
        let digest: TokenDigest
        let snapshot: KeySnapshot
        /// How long the issuer says that it counts; nothing where it does not say.
        let lifetime: Duration?
    }

    /// No keys: one object, so that it is the same state each time.
    static let noKeys = KeySnapshot([])

    private let options: RemoteKeyOptions
    private var snapshot = noKeys
    private var digest: TokenDigest?
    private var fetchedAt: Duration?
    private var dueAt: Duration
    private var begunAt: Duration?
    private var isRunning = false
    private var isPatient = false
    /// How many fetches have begun.
    private(set) var attempts = 0
    /// How many fetches have failed since the last one that did not.
    private(set) var failures = 0

    /// - Parameter now: The first fetch is due then.
    init(_ options: RemoteKeyOptions, at now: Duration) {
        self.options = options
        dueAt = now
    }

    /// The keys that count at that time; none where there are none yet, or where they are too old.
    func keys(at now: Duration) -> KeySnapshot {
        guard let fetchedAt, now - fetchedAt < options.maximumAge else { return Self.noKeys }
        return snapshot
    }

    /// Whether a fetch is to begin because it is time; it has begun then.
    mutating func beginIfDue(at now: Duration) -> Bool {
        guard !isRunning, now >= dueAt else { return false }
        begin(at: now)
        return true
    }

    /// A token names a key that ``keys(at:)`` does not have.
    mutating func demand(at now: Duration) -> Demand {
        let known = keys(at: now)
        let hasKeys = known !== Self.noKeys
        if isRunning {
            // While the issuer is known to be down, waiting for it would only make refusals slow.
            if isPatient, failures == 0 || !hasKeys { return .wait }
        } else if begunAt.map({ now - $0 >= options.cooldown }) ?? true {
            begin(at: now)
            return .begin
        }
        guard !hasKeys else { return .answer(known) }
        return .unavailable(retryAfter: isRunning ? .seconds(1) : max(.seconds(1), dueAt - now))
    }

    /// The patience of those who wait for the fetch of that number is over.
    mutating func patienceEnds(of attempt: Int) {
        if attempt == attempts { isPatient = false }
    }

    /// The fetch has brought keys.
    ///
    /// - Parameter random: From 0 to 1.
    mutating func finish(_ fetched: Fetched, at now: Duration, random: Double) {
        end()
        failures = 0
        fetchedAt = now
        // The same keys stay the same object: what was verified with them stays verified.
        if digest != fetched.digest { (digest, snapshot) = (fetched.digest, fetched.snapshot) }
        let longest = options.refresh
        let lifetime = min(longest, max(fetched.lifetime ?? longest, min(RemoteKeyOptions.minimumRefresh, longest)))
        dueAt = now + lifetime * (0.75 + 0.2 * random)
    }

    /// The fetch has failed.
    ///
    /// - Parameter random: From 0 to 1.
    mutating func fail(at now: Duration, random: Double) {
        end()
        failures += 1
        let first: Duration = keys(at: now) === Self.noKeys ? .seconds(1) : options.cooldown
        let pause = min(first * (1 << min(failures - 1, 10)), max(first, options.refresh))
        dueAt = now + pause * (1 + 0.2 * random)
    }

    /// How long no fetch is due.
    func pause(at now: Duration) -> Duration {
        isRunning ? .seconds(1) : max(.zero, dueAt - now)
    }

    private mutating func begin(at now: Duration) {
        isRunning = true
        isPatient = true
        begunAt = now
        attempts += 1
    }

    private mutating func end() {
        isRunning = false
        isPatient = false
    }
}
