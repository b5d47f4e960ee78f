import GatehouseJSON

extension String {
    /// Whether a token's audience is this one: byte for byte, but for the case of a URI's scheme and host, which name the
    /// same server however they are written (RFC 3986, section 6.2.2.1).
    ///
    /// Implements "Canonical Server URI" of basic/authorization (2026-07-28): the canonical form has both in lower case, and
    /// others are to be accepted.
    func isSameAudience(as other: String) -> Bool {
        isExactly(other) || utf8.count == other.utf8.count && canonicalAudience == other.canonicalAudience
    }

    /// The bytes, with the letters of a URI's scheme and host in lower case. Letters beyond ASCII are nobody's other case.
    private var canonicalAudience: [UInt8] {
        var bytes = Array(utf8)
        guard let scheme = bytes.firstRange(of: Array("://".utf8)), bytes[..<scheme.lowerBound].allSatisfy(\.isOfScheme)
        else { return bytes }
        let end = bytes[scheme.upperBound...].firstIndex { [0x2F, 0x3F, 0x23].contains($0) } ?? bytes.count
        // What stands before the host in an authority counts as it is written.
        guard !bytes[scheme.upperBound..<end].contains(UInt8(ascii: "@")) else { return bytes }
        for position in 0..<end where (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(bytes[position]) {
            bytes[position] |= 0x20
        }
        return bytes
    }
}

extension UInt8 {
    /// Whether it may stand in a URI's scheme (RFC 3986, section 3.1).
    fileprivate var isOfScheme: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}
