public import Gatehouse
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Keeps an audit log in a file of JSON lines, which several processes may append to.
///
/// Each write holds the file's lock (`flock`). What cannot be written whole is taken back. Where a process was killed
/// while it wrote, the last line has no end; whoever opens the file or writes next cuts that off, for nobody was told that
/// it was kept. Where the power failed, the disk may have kept later sectors and not earlier ones, which are then full of
/// zeros, as no line ever is: what comes from there on was not synchronised either, and is cut off likewise.
public final class FileAuditStore: AuditStore {
    private struct State {
        /// How large the file was when this store looked last; nothing where it must look again.
        var size: Int64?
        var head = AuditHead.origin
        var isClosed = false
    }

    /// How many bytes of an unfinished line were cut off when the file was opened.
    public let removedBytes: Int64
    private let file: AuditFileDescriptor
    private let maximumBytes: Int64
    private let state: Mutex<State>

    /// Opens a log, and makes the file where there is none, for its owner alone; its folder must be there.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - maximumBytes: How large it may grow; nothing lets it grow for as long as there is room.
    /// - Throws: ``AuditFailure`` where the file cannot be used, or is no audit log.
    public init(path: String, maximumBytes: Int64? = nil) throws(AuditFailure) {
        let file = try AuditFileDescriptor(path: path, flags: O_RDWR | O_CREAT | O_APPEND)
        let opened: State
        do throws(AuditFailure) {
            (opened, removedBytes) = try Self.open(file)
        } catch {
            file.close()
            throw error
        }
        self.file = file
        self.maximumBytes = maximumBytes ?? .max
        state = Mutex(opened)
        // The file's name is on the disk before anybody is told that an entry is.
        AuditFileDescriptor.synchronize(folderOf: path)
    }

    /// Reads a file's end.
    ///
    /// - Returns: What is known then, and how many bytes were cut off.
    private static func open(_ file: AuditFileDescriptor) throws(AuditFailure) -> (State, Int64) {
        try file.lock(LOCK_EX)
        defer { file.unlock() }
        var state = State()
        let before = try file.size()
        let lines = AuditFileLines(file: file, size: before)
        // Only of a file that begins as a log does: another one is nobody's to cut.
        if let gap = try lines.gap(), let first = try lines.page(from: 0, limit: 1).lines.first, first.entry != nil {
            try file.truncate(to: gap)
        }
        try refresh(&state, file)
        return (state, before - (state.size ?? before))
    }

    public func append(
        _ durability: AuditDurability, _ lines: (AuditHead) -> AuditLines
    ) throws(AuditFailure) -> AuditHead {
        try state.withLock { state throws(AuditFailure) in
            guard !state.isClosed else { throw AuditFailure(.closed, "The file \(file.path) is closed") }
            try file.lock(LOCK_EX)
            defer { file.unlock() }
            try Self.refresh(&state, file)
            let size = state.size ?? 0
            let lines = lines(state.head)
            guard size + Int64(lines.bytes.count) <= maximumBytes else {
                throw AuditFailure(.full, "The file \(file.path) is as large as it may be (\(maximumBytes) bytes)")
            }
            state.size = nil
            do throws(AuditFailure) {
                try file.write(lines.bytes)
                if durability == .power { try file.synchronize() }
            } catch {
                try file.truncate(to: size)
                throw error
            }
            state.size = size + Int64(lines.bytes.count)
            state.head = lines.head
            return lines.head
        }
    }

    /// Looks what other processes have written, and cuts an unfinished line off.
    private static func refresh(_ state: inout State, _ file: AuditFileDescriptor) throws(AuditFailure) {
        let size = try file.size()
        guard state.size != size else { return }
        let lines = AuditFileLines(file: file, size: size)
        let end = try lines.endOfWholeLines()
        state.head = .origin
        if end > 0 {
            let whole = AuditFileLines(file: file, size: end)
            let last = try whole.page(from: try whole.place(ofLast: 1), limit: 1).lines.first
            guard let last, let head = AuditHead(line: last.bytes) else { throw foreign(file) }
            state.head = head
        } else if size > 0 {
            let start = Array(#"{"seq":"#.utf8)
            guard start.starts(with: try file.read(Int(min(size, Int64(start.count))), at: 0)) else {
                throw foreign(file)
            }
        }
        // What is no log stays as it is; of one, what has no end is nobody's.
        if end < size { try file.truncate(to: end) }
        state.size = end
    }

    private static func foreign(_ file: AuditFileDescriptor) -> AuditFailure {
        AuditFailure(
            .unusable,
            "The file \(file.path) cannot be used: its last line is no audit entry; move it away to begin anew")
    }

    public func head() throws(AuditFailure) -> AuditHead { state.withLock { $0.head } }

    public func page(from place: Int64, limit: Int) throws(AuditFailure) -> AuditPage {
        try lines().page(from: place, limit: limit)
    }

    public func place(ofLast count: Int) throws(AuditFailure) -> Int64 {
        try lines().place(ofLast: count)
    }

    /// All that is in the file now, whoever has written it.
    private func lines() throws(AuditFailure) -> AuditFileLines {
        AuditFileLines(file: file, size: try file.size())
    }

    public func close() {
        state.withLock { state in
            guard !state.isClosed else { return }
            state.isClosed = true
            file.close()
        }
    }

    deinit {
        close()
    }
}
