/// The parts of `POST /mcp HTTP/1.1`, as ranges of the line: RFC 9112, section 3, with single spaces only.
struct RequestLine {
    /// A method longer than any that is registered is refused as no method at all.
    static let methodBytes = 32
    /// What a line has beside its method and its target: two spaces and the version.
    static let otherBytes = 10

    let method: Range<Int>
    let target: Range<Int>
    let isHTTP10: Bool

    init(_ line: borrowing Span<UInt8>) throws(HTTPRefusal) {
        let methodEnd = line.end(of: ASCII.isToken, from: 0)
        guard methodEnd > 0, methodEnd <= Self.methodBytes, line.has(0x20, at: methodEnd) else {
            throw .malformed("The request line does not begin with a method and a space.")
        }
        let targetStart = methodEnd + 1
        let targetEnd = line.end(of: ASCII.isTarget, from: targetStart)
        guard targetEnd > targetStart, line.has(0x20, at: targetEnd) else {
            throw .malformed("The request's target is missing, or has bytes that a target must not have.")
        }
        method = 0..<methodEnd
        target = targetStart..<targetEnd
        isHTTP10 = try Self.version(line, from: targetEnd + 1)
    }

    private static func version(_ line: borrowing Span<UInt8>, from start: Int) throws(HTTPRefusal) -> Bool {
        guard line.count == start + 8, line.equals("HTTP/", at: start), line.has(0x2E, at: start + 6),
            ASCII.isDigit(line[start + 5]), ASCII.isDigit(line[start + 7])
        else {
            throw .malformed("The request line does not end with a space and HTTP/1.1.")
        }
        let (major, minor) = (line[start + 5], line[start + 7])
        guard major == UInt8(ascii: "1"), minor <= UInt8(ascii: "1") else {
            throw HTTPRefusal(
                505, "version_not_supported", "The versions that are spoken here are HTTP/1.1 and HTTP/1.0.")
        }
        return minor == UInt8(ascii: "0")
    }
}
