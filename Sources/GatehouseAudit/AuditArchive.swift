package import Gatehouse

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file of JSON lines with the oldest entries of a log: it is there whole, or not at all.
///
/// What is written gets its name once all of it is on the disk and was read again and checked. Whoever is killed before
/// leaves a file behind whose name has `.unfinished` in it, and which nothing needs.
package struct AuditArchive: Sendable {
    /// What a file has.
    package struct Content: Sendable, Hashable {
        /// The number of the first entry.
        package let first: Int64
        /// The last entry.
        package let head: AuditHead

        /// How many entries these are.
        package var count: Int64 { head.sequence &- first &+ 1 }
    }

    /// What a file that is there already has to do with a log.
    package enum Standing: Sendable, Hashable {
        /// There is no such file.
        case absent
        /// It has the entries with which the log begins, which can be taken out of it.
        case written(Content)
        /// The log begins right after its last entry.
        case takenOut(Content)
    }

    package let path: String

    package init(path: String) {
        self.path = path
    }

    // MARK: Writing

    /// Writes the entries with which a log begins.
    ///
    /// - Parameters:
    ///   - source: The log.
    ///   - ends: Whether an entry, and all that come after it, stay in the log.
    /// - Returns: What was written; nothing, and no file, where the first entry stays.
    /// - Throws: ``AuditFailure`` where the log is not intact, a file of that name is there, or it cannot be written.
    package func write(_ source: any AuditSource, until ends: (AuditLine) -> Bool) throws(AuditFailure) -> Content? {
        let name = path + ".unfinished-" + String(UInt32.random(in: .min ... .max), radix: 16)
        let file = try AuditFileDescriptor(path: name, flags: O_RDWR | O_CREAT | O_EXCL | O_APPEND)
        defer {
            unlink(name)
            file.close()
        }
        let beginning = try source.beginning()
        let head = try copy(source, after: beginning, to: file, until: ends)
        guard head != beginning else { return nil }
        try file.synchronize()
        try check(file, after: beginning, expecting: head)
        guard link(name, path) == 0 else {
            throw AuditFailure(.unusable, "The file \(path) cannot be made: \(String(cString: strerror(errno)))")
        }
        AuditFileDescriptor.synchronize(folderOf: path)
        return Content(first: beginning.sequence &+ 1, head: head)
    }

    /// Copies lines, and checks each of them.
    ///
    /// - Returns: The last one.
    private func copy(
        _ source: any AuditSource, after beginning: AuditHead, to file: AuditFileDescriptor,
        until ends: (AuditLine) -> Bool
    ) throws(AuditFailure) -> AuditHead {
        var verification = AuditVerification(after: beginning)
        var place: Int64 = 0
        while true {
            let page = try source.page(from: place, limit: 1_000)
            let lines = page.lines.prefix { !ends($0) }
            for line in lines { verification.take(line) }
            if let flaw = verification.flaws.first {
                throw AuditFailure(.unusable, "The log is not intact, and nothing was archived: \(flaw)")
            }
            try file.write(lines.reduce(into: []) { $0 += $1.bytes + [UInt8(ascii: "\n")] })
            place = page.next
            guard !lines.isEmpty, lines.count == page.lines.count else { return verification.head }
        }
    }

    /// Reads what was written.
    private func check(
        _ file: AuditFileDescriptor, after beginning: AuditHead, expecting head: AuditHead
    ) throws(AuditFailure) {
        var verification = AuditVerification(expecting: [head], after: beginning)
        try AuditFileLines(file: file, size: try file.size()).forEachLine { verification.take($0) }
        verification.finish()
        guard verification.flawCount == 0, verification.head == head else {
            throw AuditFailure(.unusable, "The file \(file.path) is not what was written into it; nothing was archived")
        }
    }

    // MARK: Going on

    /// What the file, which somebody may have written before, has to do with a log.
    ///
    /// - Throws: ``AuditFailure`` where it has nothing to do with it, or cannot be read.
    package func standing(to source: any AuditSource) throws(AuditFailure) -> Standing {
        guard access(path, F_OK) == 0 else { return .absent }
        let file = try AuditFileDescriptor(path: path, flags: O_RDWR | O_APPEND)
        defer { file.close() }
        let beginning = try source.beginning()
        guard let content = try Self.content(of: file) else { throw foreign }
        if content.head == beginning { return .takenOut(content) }
        guard content.first == beginning.sequence &+ 1 else { throw foreign }
        try check(file, after: beginning, expecting: content.head)
        guard try isBeginning(of: source, file) else { throw foreign }
        try file.synchronize()
        AuditFileDescriptor.synchronize(folderOf: path)
        return .written(content)
    }

    private var foreign: AuditFailure {
        AuditFailure(
            .unusable, "The file \(path) is there already, and is not what the log begins with; name another one")
    }

    private static func content(of file: AuditFileDescriptor) throws(AuditFailure) -> Content? {
        let lines = AuditFileLines(file: file, size: try file.size())
        guard let first = try lines.page(from: 0, limit: 1).lines.first.flatMap({ AuditHead(line: $0.bytes) }),
            let last = try lines.page(from: try lines.place(ofLast: 1), limit: 1).lines.first,
            last.isWhole, let head = AuditHead(line: last.bytes)
        else { return nil }
        return Content(first: first.sequence, head: head)
    }

    /// Whether the log begins with the file's lines, byte for byte.
    private func isBeginning(of source: any AuditSource, _ file: AuditFileDescriptor) throws(AuditFailure) -> Bool {
        let lines = AuditFileLines(file: file, size: try file.size())
        var (own, other): (Int64, Int64) = (0, 0)
        while true {
            let page = try lines.page(from: own, limit: 1_000)
            guard !page.lines.isEmpty else { return true }
            let kept = try source.page(from: other, limit: page.lines.count)
            guard kept.lines.map(\.bytes) == page.lines.map(\.bytes) else { return false }
            (own, other) = (page.next, kept.next)
        }
    }
}
