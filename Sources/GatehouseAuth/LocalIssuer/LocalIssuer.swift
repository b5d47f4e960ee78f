public import Gatehouse
import GatehouseJSON
public import Logging
import Synchronization

/// Issues access tokens for this server, signed with keys of its own, and knows the keys that verify them.
///
/// The keys lie in a folder, each in a file; several processes may use it at once. A process that rotates the keys is
/// noticed by every other one within two seconds, or at the first token that names the new key.
public final class LocalIssuer: VerificationKeySource {
    private struct State {
        var files: KeyDirectory.Fingerprint
        var stored: [StoredKey]
        var snapshot: KeySnapshot
        var failed: KeyDirectory.Fingerprint?
    }

    /// How many seconds lie between two looks at the folder.
    private static let secondsBetweenLooks: Int64 = 2

    /// The issuer's name, as `iss` carries it.
    public let issuer: String
    let directory: KeyDirectory
    let now: @Sendable () -> Int64
    let logger: Logger
    private let state: Mutex<State>
    private let schedule: LookSchedule

    /// Opens an issuer by the folder that holds its keys.
    ///
    /// The folder is made, with mode 0700, where it is missing, and the first key where there is none. Retired keys
    /// whose tokens have all expired are removed.
    ///
    /// - Parameters:
    ///   - directory: The folder for the keys and nothing else.
    ///   - issuer: The issuer's name.
    ///   - logger: Hears about keys that cannot be read later on.
    ///   - now: The seconds since 1970.
    /// - Throws: ``LocalIssuerError`` where the folder or a key file may be read or written by others, cannot be read,
    ///   or is damaged; it names the file and says what to do.
    public static func open(
        directory: String,
        issuer: String = "urn:gatehouse:local",
        logger: Logger = Logger(label: "gatehouse.auth"),
        now: @escaping @Sendable () -> Int64 = SystemTime.seconds
    ) throws(LocalIssuerError) -> LocalIssuer {
        let folder = KeyDirectory(path: directory)
        try folder.prepare()
        let opened = try LocalIssuer(folder, issuer: issuer, logger: logger, now: now)
        try opened.tidy()
        return opened
    }

    private init(
        _ directory: KeyDirectory,
        issuer: String,
        logger: Logger,
        now: @escaping @Sendable () -> Int64
    ) throws(LocalIssuerError) {
        self.issuer = issuer
        self.directory = directory
        self.logger = logger
        self.now = now
        let files = try directory.fingerprint()
        let stored = try directory.load(files)
        let snapshot = try Self.snapshot(of: stored)
        state = Mutex(State(files: files, stored: stored, snapshot: snapshot))
        schedule = LookSchedule(interval: Self.secondsBetweenLooks, now: now())
    }

    /// The keys, the current one first, then from the newest to the oldest.
    public var keys: [KeyDescription] {
        look()
        let described = state.withLock { $0.stored }.map(\.summary)
        return described.filter { $0.state == .current } + described.filter { $0.state != .current }
    }

    /// The keys that verify the issuer's tokens now.
    public var verificationKeys: KeySnapshot { keys(at: now()) }

    /// The issuer as one that a ``JWTAuthenticator`` trusts.
    public func trusted(audiences: [String]) -> TrustedIssuer {
        TrustedIssuer(issuer: issuer, audiences: audiences, algorithms: [.edDSA], keys: self)
    }

    public func keys(at now: Int64) -> KeySnapshot {
        if schedule.isDue(at: now) { look() }
        return state.withLock { $0.snapshot }
    }

    /// Looks at the folder, at most ten times a second.
    public func refreshedKeys(at now: Int64) async throws(KeysUnavailable) -> KeySnapshot {
        schedule.demand(at: now) { look() }
        return state.withLock { $0.snapshot }
    }

    /// Reads the folder where it has changed.
    ///
    /// - Returns: The keys as the folder has them, the newest first.
    /// - Throws: ``LocalIssuerError``; what was known stays known.
    @discardableResult
    func reload() throws(LocalIssuerError) -> [StoredKey] {
        let files = try directory.fingerprint()
        if let known = state.withLock({ $0.files == files ? $0.stored : nil }) { return known }
        let stored = try directory.load(files)
        try adopt(stored, files: files)
        return stored
    }

    private func adopt(_ stored: [StoredKey], files: KeyDirectory.Fingerprint) throws(LocalIssuerError) {
        let snapshot = try Self.snapshot(of: stored)
        state.withLock { state in
            state.files = files
            state.stored = stored
            state.failed = nil
            // Tokens that were verified stay remembered where only something else about the keys has changed.
            if !snapshot.isSame(as: state.snapshot) { state.snapshot = snapshot }
        }
    }

    /// Reads the folder where it has changed, and keeps the known keys where that fails. Each failing state of the
    /// folder is logged once.
    private func look() {
        do throws(LocalIssuerError) {
            try reload()
        } catch {
            let files = try? directory.fingerprint()
            let isNew = state.withLock { state in
                defer { state.failed = files ?? [:] }
                return state.failed != (files ?? [:])
            }
            guard isNew else { return }
            logger.error("the signing keys cannot be read again; the known ones stay", metadata: ["reason": "\(error)"])
        }
    }

    private static func snapshot(of stored: [StoredKey]) throws(LocalIssuerError) -> KeySnapshot {
        var keys: [VerificationKey] = []
        for key in stored {
            do throws(VerificationKeyError) {
                keys.append(try key.verificationKey())
            } catch {
                throw LocalIssuerError("the key \(key.keyID) cannot be used: \(error)")
            }
        }
        return KeySnapshot(keys)
    }
}
