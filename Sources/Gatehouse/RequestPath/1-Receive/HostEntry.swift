/// One host of an allow-list: with a port, or for any port.
struct HostEntry: Sendable, Hashable {
    let authority: Authority
    /// The entry's host as a client most likely sends it, in lower case, for the comparison byte by byte.
    private let spelling: [UInt8]

    /// - Parameter text: The entry as it was configured, as `mcp.example.com` or `[::1]:8080`.
    init?(_ text: String) {
        // A star may stand in a name by its grammar, but whoever writes one means a pattern, which does not exist.
        guard let authority = Authority(text), !authority.host.contains("*") else { return nil }
        self.authority = authority
        let end = authority.port == nil ? text[...] : text.prefix(upTo: text.lastIndex(of: ":") ?? text.endIndex)
        spelling = (end.last == ":" ? end.dropLast() : end).utf8.map(Authority.lowercased)
    }

    /// Whether the entry admits a host, in whatever spelling.
    func admits(_ other: Authority) -> Bool {
        other.host == authority.host && (authority.port == nil || authority.port == other.port)
    }

    /// Whether a field value is this entry's host with an allowed port, compared without taking the value apart.
    ///
    /// It may miss another spelling of the same host; it never admits one that ``admits(_:)-(Authority)`` would not.
    @inline(__always)
    func admits(spelling value: String) -> Bool {
        var bytes = value.utf8.makeIterator()
        for expected in spelling {
            guard let byte = bytes.next(), Authority.lowercased(byte) == expected else { return false }
        }
        guard let colon = bytes.next() else { return authority.port == nil }
        guard colon == UInt8(ascii: ":") else { return false }
        var port = 0
        var digits = 0
        while let byte = bytes.next() {
            guard (0x30...0x39).contains(byte), digits < 5 else { return false }
            port = port * 10 + Int(byte - 0x30)
            digits += 1
        }
        guard digits > 0, port <= 65_535 else { return false }
        return authority.port.map { Int($0) == port } ?? true
    }
}
