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
///
/// Where the file was moved away, as `logrotate` does, the next write makes a new one of its name, in which the chain goes
/// on: its first entry, `audit.continued`, says behind which one. So that whoever comes later finds the newest one even
/// where it has lost its name, it has a second one, which ends with `.last`.
public final class FileAuditStore: AuditStore {
    private struct State {
        var file: AuditFileDescriptor
        /// How large the file was when this store looked last; nothing where it must look again.
        var size: Int64?
        var head = AuditHead.origin
        /// What the first entry of an empty file follows.
        var beginning = AuditHead.origin
        var isClosed = false
    }

    /// How many bytes of an unfinished line were cut off when the file was opened.
    public let removedBytes: Int64
    private let path: String
    private let maximumBytes: Int64
    private let state: Mutex<State>

    /// Opens a log, and makes the file where there is none, for its owner alone; its folder must be there.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - maximumBytes: How large it may grow; nothing lets it grow for as long as there is room.
    /// - Throws: ``AuditFailure`` where the file cannot be used, or is no audit log.
    public init(path: String, maximumBytes: Int64? = nil) throws(AuditFailure) {
        var opened = State(file: try Self.newest(path))
        do throws(AuditFailure) {
            try opened.file.lock(LOCK_EX)
            removedBytes = try Self.enter(&opened) + Self.follow(path, &opened)
            let name = Self.interim(path)
            if opened.file.add(name: name) { Self.makeLast(name, path) }
        } catch {
            opened.file.close()
            throw error
        }
        opened.file.unlock()
        self.path = path
        self.maximumBytes = maximumBytes ?? .max
        state = Mutex(opened)
        // The file's name is on the disk before anybody is told that an entry is.
        AuditFileDescriptor.synchronize(folderOf: path)
    }

    /// The second name of the newest file.
    private static func last(_ path: String) -> String { path + ".last" }

    /// A name that nothing has.
    private static func interim(_ path: String) -> String {
        last(path) + "-" + String(UInt32.random(in: .min ... .max), radix: 16)
    }

    /// Makes a name of a file its second one.
    private static func makeLast(_ name: String, _ path: String) {
        rename(name, last(path))
        // Where the file has both names already, `rename` does nothing.
        unlink(name)
    }

    /// The newest file, which may have been moved away; a new one where there is none.
    private static func newest(_ path: String) throws(AuditFailure) -> AuditFileDescriptor {
        if access(last(path), F_OK) == 0 {
            let file = try AuditFileDescriptor(path: last(path), flags: O_RDWR | O_APPEND)
            if file.standing(as: path) != .current { return file }
            file.close()
        }
        return try open(path)
    }

    private static func open(_ path: String) throws(AuditFailure) -> AuditFileDescriptor {
        try AuditFileDescriptor(path: path, flags: O_RDWR | O_CREAT | O_APPEND)
    }

    /// Reads the end of a file that was opened and locked.
    ///
    /// - Returns: How many bytes were cut off.
    private static func enter(_ state: inout State) throws(AuditFailure) -> Int64 {
        let before = try state.file.size()
        let lines = AuditFileLines(file: state.file, size: before)
        // Only of a file that begins as a log does: another one is nobody's to cut.
        if let gap = try lines.gap(), let first = try lines.page(from: 0, limit: 1).lines.first, first.entry != nil {
            try state.file.truncate(to: gap)
        }
        try refresh(&state)
        return before - (state.size ?? before)
    }

    // MARK: Appending

    public func append(
        _ durability: AuditDurability, _ lines: (AuditHead) -> AuditLines
    ) throws(AuditFailure) -> AuditHead {
        try state.withLock { state throws(AuditFailure) in
            guard !state.isClosed else { throw AuditFailure(.closed, "The file \(path) is closed") }
            try state.file.lock(LOCK_EX)
            defer { state.file.unlock() }
            try Self.refresh(&state)
            _ = try Self.follow(path, &state)
            try Self.introduce(&state)
            let lines = lines(state.head)
            guard (state.size ?? 0) + Int64(lines.bytes.count) <= maximumBytes else {
                throw AuditFailure(.full, "The file \(path) is as large as it may be (\(maximumBytes) bytes)")
            }
            try Self.write(lines, durability, &state)
            return lines.head
        }
    }

    /// Writes the first line of an empty file in which a chain goes on.
    private static func introduce(_ state: inout State) throws(AuditFailure) {
        guard state.size == 0, state.head.sequence > 0 else { return }
        let entry = AuditArchiving.continuation(of: state.head, at: Instant.milliseconds())
        try write(AuditBatch([entry]).lines(after: state.head), .power, &state)
    }

    private static func write(
        _ lines: AuditLines, _ durability: AuditDurability, _ state: inout State
    ) throws(AuditFailure) {
        let size = state.size ?? 0
        state.size = nil
        do throws(AuditFailure) {
            try state.file.write(lines.bytes)
            if durability == .power { try state.file.synchronize() }
        } catch {
            try state.file.truncate(to: size)
            throw error
        }
        (state.size, state.head) = (size + Int64(lines.bytes.count), lines.head)
    }

    // MARK: Files that are moved away

    /// Goes over to the file that has the name now, or to a new one, where the one that is open and locked was moved away.
    ///
    /// The old one stays locked until the new one is, so nothing comes between the last entry of one and the first of the
    /// next. Where this fails, the old one stays open.
    ///
    /// - Returns: How many bytes were cut off.
    private static func follow(_ path: String, _ state: inout State) throws(AuditFailure) -> Int64 {
        var removed: Int64 = 0
        // What is moved away again and again is somebody's mistake, and the next write's to follow.
        for _ in 0..<16 where state.file.standing(as: path) != .current {
            var next = State(file: try newer(than: state.file, path), head: state.head, beginning: state.head)
            let name = interim(path)
            defer { unlink(name) }
            do throws(AuditFailure) {
                try next.file.lock(LOCK_EX)
                // What was moved away meanwhile nobody would find, so nothing is written into it.
                guard next.file.add(name: name) || next.file.standing(as: path) == .current else {
                    next.file.close()
                    continue
                }
                // What is in the old one is on the disk before anything follows it.
                try state.file.synchronize()
                removed += try enter(&next)
                try introduce(&next)
            } catch {
                next.file.close()
                throw error
            }
            makeLast(name, path)
            AuditFileDescriptor.synchronize(folderOf: path)
            state.file.close()
            state = next
        }
        return removed
    }

    /// The newest file, where that is another one than this, and else the one that has the name.
    private static func newer(
        than file: AuditFileDescriptor, _ path: String
    ) throws(AuditFailure) -> AuditFileDescriptor {
        let newest = try newest(path)
        guard file.standing(as: newest.path) == .current else { return newest }
        newest.close()
        return try open(path)
    }

    /// Looks what other processes have written, and cuts an unfinished line off.
    private static func refresh(_ state: inout State) throws(AuditFailure) {
        let file = state.file
        let size = try file.size()
        guard state.size != size else { return }
        let lines = AuditFileLines(file: file, size: size)
        let end = try lines.endOfWholeLines()
        // Where all was cut off, as `copytruncate` does, what comes follows what was there.
        if state.head.sequence > 0 { state.beginning = state.head }
        state.head = state.beginning
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

    // MARK: Reading

    public func head() throws(AuditFailure) -> AuditHead { state.withLock { $0.head } }

    public func page(from place: Int64, limit: Int) throws(AuditFailure) -> AuditPage {
        try reading { lines throws(AuditFailure) in try lines.page(from: place, limit: limit) }
    }

    public func place(ofLast count: Int) throws(AuditFailure) -> Int64 {
        try reading { lines throws(AuditFailure) in try lines.place(ofLast: count) }
    }

    public func place(between first: Int64, and last: Int64) throws(AuditFailure) -> Int64? {
        try reading { lines throws(AuditFailure) in try lines.place(between: first, and: last) }
    }

    public func beginning() throws(AuditFailure) -> AuditHead {
        try reading { lines throws(AuditFailure) in try lines.beginning() }
    }

    /// Reads all that is in the file now, whoever has written it; it stays open meanwhile.
    private func reading<Value>(
        _ body: (AuditFileLines) throws(AuditFailure) -> Value
    ) throws(AuditFailure) -> Value {
        try state.withLock { state throws(AuditFailure) in
            try body(AuditFileLines(file: state.file, size: try state.file.size()))
        }
    }

    public func close() {
        state.withLock { state in
            guard !state.isClosed else { return }
            state.isClosed = true
            state.file.close()
        }
    }

    deinit {
        close()
    }
}
