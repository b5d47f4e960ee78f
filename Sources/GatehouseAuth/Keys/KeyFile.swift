public import Gatehouse
public import Logging
import Synchronization

/// An issuer's keys in a local file, which is read again when it has changed.
///
/// At most every few seconds one request looks at the file's modification time, which takes about a microsecond and
/// waits for nothing but the local disk; only after a change the file, which is small, is read. There is no task that
/// somebody must start. A file that cannot be read any more, or is broken, leaves the keys as they were, and is logged.
public final class KeyFile: VerificationKeySource {
    private struct State {
        var snapshot: KeySnapshot
        var status: FileStatus
        /// The state of the file, or that it was missing, in which it could not be read.
        var failed: FileStatus??
    }

    /// The file's path.
    public let path: String
    private let format: KeyFileFormat
    private let logger: Logger
    private let state: Mutex<State>
    private let schedule: LookSchedule

    /// Opens a file of keys.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - format: What the file holds.
    ///   - interval: How long to wait between two looks at the file; at least one second.
    ///   - logger: Hears about keys that are skipped, and about a file that cannot be read again.
    ///   - now: The seconds since 1970.
    /// - Throws: ``VerificationKeyError`` where the file cannot be read, holds no key, or, with a secret in it, may be
    ///   read by others.
    public init(
        path: String,
        format: KeyFileFormat = .keySet(),
        interval: Duration = .seconds(5),
        logger: Logger = Logger(label: "gatehouse.auth"),
        now: @Sendable () -> Int64 = SystemTime.seconds
    ) throws(VerificationKeyError) {
        self.path = path
        self.format = format
        self.logger = logger
        let (snapshot, status) = try Self.read(path, format: format, logger: logger)
        state = Mutex(State(snapshot: snapshot, status: status))
        schedule = LookSchedule(interval: interval.components.seconds, now: now())
    }

    public func keys(at now: Int64) -> KeySnapshot {
        if schedule.isDue(at: now) { look() }
        return state.withLock { $0.snapshot }
    }

    /// Looks at the file, at most ten times a second.
    public func refreshedKeys(at now: Int64) async throws(KeysUnavailable) -> KeySnapshot {
        schedule.demand(at: now) { look() }
        return state.withLock { $0.snapshot }
    }

    /// Reads the file where it has changed, as a signal to reload asks for.
    public func reload() {
        look()
    }

    private func look() {
        let seen = try? FileStatus(path: path)
        guard state.withLock({ $0.status != seen }) else { return }
        do throws(VerificationKeyError) {
            let (snapshot, status) = try Self.read(path, format: format, logger: logger)
            state.withLock { state in
                state.snapshot = snapshot
                state.status = status
                state.failed = nil
            }
        } catch {
            report(error, at: seen)
        }
    }

    /// Logs a failure once for each state of the file; it is tried again at every look.
    private func report(_ error: VerificationKeyError, at seen: FileStatus?) {
        let isNew = state.withLock { state in
            defer { state.failed = .some(seen) }
            return state.failed != .some(seen)
        }
        guard isNew else { return }
        logger.error(
            "the file of keys cannot be read again; the known keys stay",
            metadata: ["path": "\(path)", "reason": "\(error)"]
        )
    }

    private static func read(
        _ path: String,
        format: KeyFileFormat,
        logger: Logger
    ) throws(VerificationKeyError) -> (KeySnapshot, FileStatus) {
        let reading: FileReading
        do throws(FileReading.Failure) {
            reading = try FileReading(path: path, maximumBytes: JWKSet.maximumBytes)
        } catch {
            switch error {
            case .system(let cause): throw VerificationKeyError("the file \(path) cannot be read: \(cause)")
            case .notRegular: throw VerificationKeyError("\(path) is not a regular file")
            case .tooLarge: throw VerificationKeyError("the file \(path) has more than \(JWKSet.maximumBytes) bytes")
            }
        }
        if format.isSecret, reading.status.isOpenToOthers {
            throw VerificationKeyError("others may read or write the secret in \(path); run: chmod 600 \(path)")
        }
        do throws(VerificationKeyError) {
            let (snapshot, skipped) = try format.keys(in: reading.bytes)
            for key in skipped {
                logger.warning("a key was skipped", metadata: ["path": "\(path)", "reason": "\(key)"])
            }
            return (snapshot, reading.status)
        } catch {
            throw VerificationKeyError("the file \(path): \(error)")
        }
    }
}
