/// A web origin: scheme, host and port (RFC 6454), with the scheme's default port left out.
struct WebOrigin: Sendable, Hashable {
    let scheme: String
    let authority: Authority

    /// Reads an origin as a browser writes it, `scheme "://" host [ ":" port ]`, and nothing after it.
    init?(_ text: String) {
        guard text.utf8.count <= 32 + Authority.longest, let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else {
            return nil
        }
        let scheme = text.utf8[..<colon]
        let rest = text.utf8[colon...]
        guard Self.isScheme(scheme), rest.starts(with: "://".utf8) else { return nil }
        guard let authority = Authority(String(decoding: rest.dropFirst(3), as: UTF8.self)) else { return nil }
        self.scheme = String(decoding: scheme.map(Authority.lowercased), as: UTF8.self)
        self.authority = authority.withoutPort(Self.defaultPort(of: self.scheme))
    }

    /// RFC 3986, section 3.1.
    private static func isScheme(_ bytes: Substring.UTF8View) -> Bool {
        guard let first = bytes.first, (0x61...0x7A).contains(first | 0x20), bytes.count <= 32 else { return false }
        return bytes.allSatisfy { byte in
            (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
                || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
        }
    }

    /// The port that a URI of this scheme has where it names none.
    static func defaultPort(of scheme: String) -> UInt16? {
        switch scheme {
        case "http": 80
        case "https": 443
        default: nil
        }
    }
}

extension Authority {
    /// The authority without its port, where that is the one given.
    func withoutPort(_ port: UInt16?) -> Authority {
        port != nil && self.port == port ? Authority(host: host, port: nil) : self
    }

    private init(host: String, port: UInt16?) {
        self.host = host
        self.port = port
    }
}
