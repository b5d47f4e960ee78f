/// Reads the text form of IPv6 addresses (RFC 4291, section 2.2), without a zone.
enum IPv6Address {
    /// The eight groups of an address; nothing where the text is none.
    static func groups(of text: ArraySlice<UInt8>) -> [UInt16]? {
        guard text.count <= 45 else { return nil }
        guard let gap = doubleColon(in: text) else {
            guard let groups = list(text, mayEndInIPv4: true), groups.count == 8 else { return nil }
            return groups
        }
        guard let head = list(text[..<gap], mayEndInIPv4: false) else { return nil }
        guard let tail = list(text[(gap + 2)...], mayEndInIPv4: true) else { return nil }
        // "::" stands for one group of zeros at least.
        guard head.count + tail.count <= 7 else { return nil }
        return head + Array(repeating: 0, count: 8 - head.count - tail.count) + tail
    }

    /// Where the first `::` begins. A second one leaves an empty group behind, which is refused as such.
    private static func doubleColon(in text: ArraySlice<UInt8>) -> Int? {
        text.indices.dropLast().first { text[$0] == UInt8(ascii: ":") && text[$0 + 1] == UInt8(ascii: ":") }
    }

    private static func list(_ text: ArraySlice<UInt8>, mayEndInIPv4: Bool) -> [UInt16]? {
        if text.isEmpty { return [] }
        var groups: [UInt16] = []
        let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            if mayEndInIPv4, index == parts.count - 1, part.contains(UInt8(ascii: ".")) {
                guard let address = ipv4(part) else { return nil }
                groups += address
            } else {
                guard (1...4).contains(part.count), part.allSatisfy({ HexDigit.value($0) != nil }) else { return nil }
                groups.append(part.reduce(0) { $0 << 4 | UInt16(HexDigit.value($1) ?? 0) })
            }
        }
        return groups.count <= 8 ? groups : nil
    }

    private static func ipv4(_ text: ArraySlice<UInt8>) -> [UInt16]? {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var octets: [UInt16] = []
        for part in parts {
            guard (1...3).contains(part.count), part.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            guard part.count == 1 || part.first != UInt8(ascii: "0") else { return nil }
            let octet = part.reduce(0) { $0 * 10 + UInt16($1 - 0x30) }
            guard octet <= 255 else { return nil }
            octets.append(octet)
        }
        return [octets[0] << 8 | octets[1], octets[2] << 8 | octets[3]]
    }
}
