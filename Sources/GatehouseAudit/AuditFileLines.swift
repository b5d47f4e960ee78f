import Gatehouse

/// Finds the lines of a file.
struct AuditFileLines {
    /// The longest line that is read whole; what is longer is no entry.
    static let longest = 16 * 1_048_576
    private static let chunk = 262_144

    let file: AuditFileDescriptor
    /// As much of the file as is looked at.
    let size: Int64

    /// Lines from a byte on.
    func page(from place: Int64, limit: Int) throws(AuditFailure) -> AuditPage {
        var page = AuditPage(lines: [], next: min(max(0, place), size))
        var bytes: [UInt8] = []
        var read = page.next
        while page.lines.count < limit, read < size {
            let chunk = try file.read(Int(min(Int64(Self.chunk), size - read)), at: read)
            guard !chunk.isEmpty else { break }
            read += Int64(chunk.count)
            bytes += chunk
            take(&bytes, &page, limit)
            if bytes.count > Self.longest { break }
        }
        guard page.lines.count < limit, !bytes.isEmpty else { return page }
        // Nobody goes on behind a line without an end: it is cut off, or was never one.
        page.lines.append(AuditLine(bytes, isWhole: false))
        return page
    }

    /// Takes whole lines off the bytes.
    private func take(_ bytes: inout [UInt8], _ page: inout AuditPage, _ limit: Int) {
        var start = 0
        while page.lines.count < limit, let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
            page.lines.append(AuditLine(Array(bytes[start..<end])))
            page.next += Int64(end + 1 - start)
            start = end + 1
        }
        bytes.removeFirst(start)
        if page.lines.count == limit { bytes = [] }
    }

    /// The entry that the first line follows, where that says so; of other files the first line begins the log.
    func beginning() throws(AuditFailure) -> AuditHead {
        guard let first = try page(from: 0, limit: 1).lines.first, let told = AuditArchiving.head(toldBy: first),
            told.sequence > 0, first.sequence == told.sequence &+ 1,
            AuditVerification.previous(first.bytes) == told.hash
        else { return .origin }
        return told
    }

    /// Where the last lines begin, a line without an end not counted.
    func place(ofLast count: Int) throws(AuditFailure) -> Int64 {
        guard count > 0 else { return size }
        var found = 0
        var end = size
        while end > 0 {
            let start = max(0, end - Int64(Self.chunk))
            let bytes = try file.read(Int(end - start), at: start)
            for index in bytes.indices.reversed() where bytes[index] == UInt8(ascii: "\n") {
                if found == count { return start + Int64(index) + 1 }
                found += 1
            }
            end = start
        }
        return 0
    }

    /// Where the first line begins behind the middle between two places; nothing where none does before the second.
    func place(between first: Int64, and last: Int64) throws(AuditFailure) -> Int64? {
        guard first >= 0, last <= size, first < last else { return nil }
        var place = first + (last - first) / 2
        while place < last {
            let bytes = try file.read(Int(min(Int64(Self.chunk), last - place)), at: place)
            guard !bytes.isEmpty else { return nil }
            if let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
                let found = place + Int64(end) + 1
                return found < last ? found : nil
            }
            place += Int64(bytes.count)
        }
        return nil
    }

    /// Hands on every line, to the first without an end.
    func forEachLine(_ body: (AuditLine) -> Void) throws(AuditFailure) {
        var place: Int64 = 0
        while true {
            let page = try page(from: place, limit: 1_000)
            page.lines.forEach(body)
            place = page.next
            guard let last = page.lines.last, last.isWhole else { return }
        }
    }

    /// Where the first line begins that has zeros in it, as far as the end of the file is looked at: ``tail`` bytes.
    ///
    /// - Returns: Nothing where no line has any.
    func gap() throws(AuditFailure) -> Int64? {
        var place = max(0, size - Self.tail)
        var line = place
        while place < size {
            let bytes = try file.read(Int(min(Int64(Self.chunk), size - place)), at: place)
            guard !bytes.isEmpty else { return nil }
            let zero = bytes.firstIndex(of: 0)
            if let end = bytes[..<(zero ?? bytes.endIndex)].lastIndex(of: UInt8(ascii: "\n")) {
                line = place + Int64(end) + 1
            }
            if zero != nil { return line }
            place += Int64(bytes.count)
        }
        return nil
    }

    /// How much of a file may not be synchronised yet, generously.
    private static let tail: Int64 = 64 * 1_048_576

    /// Where the last whole line ends; 0 where there is none.
    func endOfWholeLines() throws(AuditFailure) -> Int64 {
        var end = size
        while end > 0 {
            let start = max(0, end - Int64(Self.chunk))
            let bytes = try file.read(Int(end - start), at: start)
            if let index = bytes.lastIndex(of: UInt8(ascii: "\n")) { return start + Int64(index) + 1 }
            end = start
        }
        return 0
    }
}
