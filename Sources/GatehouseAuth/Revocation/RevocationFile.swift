public import Gatehouse
import GatehouseJSON
public import Logging
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Revocations in a file, which `gatehouse token revoke` writes and every server that has it reads again when it changes.
///
/// Each line is one revocation as a JSON object: `{"jti":"…"}` or `{"subject":"…","not_before":1800000000}`, each with
/// `issuer` and `until` where they count. A file that is not there holds none. One that breaks or goes later leaves what
/// was known, and is logged.
public final class RevocationFile: RevocationList {
    private struct State {
        var table: RevocationTable
        var status: FileStatus?
        var failed: FileStatus??
    }

    /// The most bytes of a file.
    static let maximumBytes = 32 * 1024 * 1024

    /// The file's path.
    public let path: String
    private let logger: Logger
    private let state: Mutex<State>
    private let schedule: LookSchedule

    /// Opens a file of revocations.
    ///
    /// - Parameters:
    ///   - path: The file; it need not be there.
    ///   - interval: How long to wait between two looks at the file; at least one second.
    ///   - logger: Hears about a file that cannot be read again.
    ///   - now: The seconds since 1970.
    /// - Throws: ``RevocationError`` where the file is there and cannot be read, or a line is no revocation.
    public init(
        path: String,
        interval: Duration = .seconds(1),
        logger: Logger = Logger(label: "gatehouse.auth"),
        now: @Sendable () -> Int64 = SystemTime.seconds
    ) throws(RevocationError) {
        self.path = path
        self.logger = logger
        let (table, status) = try Self.read(path)
        state = Mutex(State(table: table, status: status))
        schedule = LookSchedule(interval: interval.components.seconds, now: now())
    }

    public func revokes(_ principal: Principal, at now: Int64) -> Bool {
        if schedule.isDue(at: now) { look() }
        return state.withLock { $0.table.revokes(principal, at: now) }
    }

    /// Adds a revocation to a file, and makes the file where it is missing. What may be forgotten is left out.
    ///
    /// Processes that add to one file at the same time wait for one another.
    ///
    /// - Throws: ``RevocationError`` where the file cannot be read or written, or is full.
    public static func add(
        _ revocation: Revocation,
        to path: String,
        now: Int64 = SystemTime.seconds()
    ) throws(RevocationError) {
        let (directory, name) = FilePath.split(path)
        let lock: FileLock
        do throws(PosixError) {
            lock = try FileLock(named: ".\(name).lock", in: directory)
        } catch {
            throw RevocationError("the file of revocations \(path) cannot be locked: \(error)")
        }
        defer { lock.release() }
        let bytes = try text(adding: revocation, to: path, now: now)
        do throws(PosixError) {
            try AtomicFile.replace(name, in: directory, with: bytes)
        } catch {
            throw RevocationError("the file of revocations \(path) cannot be written: \(error)")
        }
    }

    private static func text(
        adding revocation: Revocation,
        to path: String,
        now: Int64
    ) throws(RevocationError) -> [UInt8] {
        var (table, _) = try read(path)
        table.removeOver(at: now)
        guard table.insert(revocation) else {
            throw RevocationError("the file \(path) holds \(RevocationTable.maximum) revocations")
        }
        return table.all.map { $0.jsonBytes + [UInt8(ascii: "\n")] }.sorted { $0.lexicographicallyPrecedes($1) }
            .flatMap { $0 }
    }

    private func look() {
        let seen = try? FileStatus(path: path)
        guard state.withLock({ $0.status != seen }) else { return }
        do throws(RevocationError) {
            guard seen != nil else { throw RevocationError("the file \(path) is gone") }
            let (table, status) = try Self.read(path)
            state.withLock { $0 = State(table: table, status: status) }
        } catch {
            let isNew = state.withLock { state in
                defer { state.failed = .some(seen) }
                return state.failed != .some(seen)
            }
            guard isNew else { return }
            logger.error("the revocations cannot be read again; the known ones stay", metadata: ["reason": "\(error)"])
        }
    }

    private static func read(_ path: String) throws(RevocationError) -> (RevocationTable, FileStatus?) {
        let reading: FileReading
        do throws(FileReading.Failure) {
            reading = try FileReading(path: path, maximumBytes: maximumBytes)
        } catch {
            switch error {
            case .system(let cause) where cause.code == ENOENT: return (RevocationTable(), nil)
            case .system(let cause): throw RevocationError("the file \(path) cannot be read: \(cause)")
            case .notRegular: throw RevocationError("\(path) is not a regular file")
            case .tooLarge: throw RevocationError("the file \(path) has more than \(maximumBytes) bytes")
            }
        }
        guard !reading.status.isWritableByOthers else {
            throw RevocationError("others may write the revocations in \(path); run: chmod 600 \(path)")
        }
        var table = RevocationTable()
        for (position, line) in reading.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .enumerated() where !line.isEmpty
        {
            guard let value = try? JSONValue(parsing: Array(line)), let revocation = try? Revocation(json: value) else {
                throw RevocationError("\(path):\(position + 1): is no revocation")
            }
            guard table.insert(revocation) else {
                throw RevocationError("the file \(path) holds more than \(RevocationTable.maximum) revocations")
            }
        }
        return (table, reading.status)
    }
}
