import Gatehouse

/// A URL that may be asked, taken apart strictly, so that no two readers of it see two hosts.
struct OutgoingURL: Sendable, Hashable {
    /// Whether the URL is one of TLS.
    let isSecure: Bool
    /// The host in lower case, without brackets.
    let host: String
    /// The host, where it is an address.
    let address: IPAddress?
    /// The port, also where the URL has none.
    let port: Int
    /// The URL, written anew.
    let text: String

    private static let longest = 2_048

    /// - Throws: ``OutgoingFailure`` of the kind *forbidden* where the text is not an absolute `https` or `http` URL, in
    ///   the characters of URLs, without credentials and fragment.
    init(_ url: String) throws(OutgoingFailure) {
        guard url.utf8.count <= Self.longest, url.utf8.allSatisfy(Self.isVisible) else {
            throw OutgoingFailure(.forbidden, "the URL has characters that may not stand in one, or is too long")
        }
        guard let colon = url.firstRange(of: "://") else {
            throw OutgoingFailure(.forbidden, "the URL has no scheme")
        }
        switch url[..<colon.lowerBound].lowercased() {
        case "https": isSecure = true
        case "http": isSecure = false
        default: throw OutgoingFailure(.forbidden, "the URL begins with neither https:// nor http://")
        }
        guard !url.contains("#") else { throw OutgoingFailure(.forbidden, "the URL has a fragment") }
        let rest = url[colon.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        guard !authority.contains("@") else { throw OutgoingFailure(.forbidden, "the URL holds credentials") }
        (host, port) = try Self.split(authority, standard: isSecure ? 443 : 80)
        address = IPAddress(host)
        let target = rest[authority.endIndex...]
        let name = address.map { $0.bytes.count == 16 ? "[\($0)]" : "\($0)" } ?? host
        text = "\(isSecure ? "https" : "http")://\(name):\(port)\(target.hasPrefix("/") ? "" : "/")\(target)"
    }

    private static func split(
        _ authority: Substring,
        standard: Int
    ) throws(OutgoingFailure) -> (host: String, port: Int) {
        var rest = authority
        let host: String
        if authority.hasPrefix("[") {
            host = authority.dropFirst().prefix { $0 != "]" }.lowercased()
            rest = authority.dropFirst(host.utf8.count + 1)
            guard host.contains(":"), IPAddress(host) != nil, rest.hasPrefix("]") else {
                throw OutgoingFailure(.forbidden, "the URL's host is not an IPv6 address")
            }
            rest = rest.dropFirst()
        } else {
            host = authority.prefix { $0 != ":" }.lowercased()
            rest = authority.dropFirst(host.utf8.count)
            guard !host.isEmpty, host.utf8.count <= 253, host.utf8.allSatisfy(isOfName) else {
                throw OutgoingFailure(.forbidden, "the URL's host is not a name or an address")
            }
        }
        guard !rest.isEmpty else { return (host, standard) }
        let digits = rest.dropFirst()
        guard rest.hasPrefix(":"), digits.utf8.count <= 5, digits.utf8.allSatisfy(isDigit), let port = Int(digits),
            (1...65_535).contains(port)
        else { throw OutgoingFailure(.forbidden, "the URL's port is not a number from 1 to 65535") }
        return (host, port)
    }

    private static func isVisible(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "^"),
            UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"):
            false
        default: (0x21...0x7E).contains(byte)
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isOfName(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
    }
}
