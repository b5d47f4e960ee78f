public import Gatehouse

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Reads an audit log in a file of JSON lines, also while a server appends to it.
public final class FileAuditSource: AuditSource {
    private let file: AuditFileDescriptor

    /// Opens a log that is there.
    ///
    /// - Throws: ``AuditFailure`` where the file cannot be read.
    public init(path: String) throws(AuditFailure) {
        file = try AuditFileDescriptor(path: path, flags: O_RDONLY)
    }

    /// Whether another file has the name by now, in which the log goes on.
    public var isSuperseded: Bool { file.standing(as: file.path) == .superseded }

    public func page(from place: Int64, limit: Int) throws(AuditFailure) -> AuditPage {
        try lines().page(from: place, limit: limit)
    }

    public func place(ofLast count: Int) throws(AuditFailure) -> Int64 {
        try lines().place(ofLast: count)
    }

    public func place(between first: Int64, and last: Int64) throws(AuditFailure) -> Int64? {
        try lines().place(between: first, and: last)
    }

    public func beginning() throws(AuditFailure) -> AuditHead { try lines().beginning() }

    /// As much as is written whole: while the lock is held nobody writes.
    private func lines() throws(AuditFailure) -> AuditFileLines {
        try file.lock(LOCK_SH)
        defer { file.unlock() }
        return AuditFileLines(file: file, size: try file.size())
    }

    deinit {
        file.close()
    }
}
