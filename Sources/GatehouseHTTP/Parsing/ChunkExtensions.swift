/// The form of chunk extensions: RFC 9112, section 7.1.1, without the white space that it calls bad.
///
/// They are dropped, but only after they were found sound, as their ends are where implementations have disagreed.
enum ChunkExtensions {
    /// Whether a line holds nothing but extensions from an index on.
    static func areSound(_ line: borrowing Span<UInt8>, from start: Int) -> Bool {
        var index = start
        while index < line.count {
            guard line.has(0x3B, at: index) else { return false }
            let nameEnd = line.end(of: ASCII.isToken, from: index + 1)
            guard nameEnd > index + 1 else { return false }
            index = nameEnd
            guard line.has(0x3D, at: index) else { continue }
            guard let end = valueEnd(line, from: index + 1) else { return false }
            index = end
        }
        return true
    }

    private static func valueEnd(_ line: borrowing Span<UInt8>, from start: Int) -> Int? {
        guard line.has(0x22, at: start) else {
            let end = line.end(of: ASCII.isToken, from: start)
            return end > start ? end : nil
        }
        var index = start + 1
        while index < line.count, ASCII.isFieldValue(line[index]) {
            if line[index] == 0x22 { return index + 1 }
            if line[index] == 0x5C {
                index += 1
                guard index < line.count, ASCII.isFieldValue(line[index]) else { return nil }
            }
            index += 1
        }
        return nil
    }
}
