import Gatehouse

/// A URL as RFC 9449, section 4.3, compares it: without query and fragment, and normalized by syntax and scheme (RFC
/// 3986, sections 6.2.2 and 6.2.3).
struct TargetURL: Hashable {
    /// The most bytes that are looked at.
    static let maximumBytes = 8 * 1024

    private let origin: String
    private let path: String

    /// Reads an absolute `http` or `https` URL; nothing where it is none, or holds credentials.
    init?(_ text: String) {
        guard text.utf8.count <= Self.maximumBytes, let colon = text.firstIndex(of: ":"),
            text[colon...].hasPrefix("://")
        else { return nil }
        let scheme = text[..<colon].lowercased()
        guard scheme == "http" || scheme == "https" else { return nil }
        let rest = text[colon...].dropFirst(3).prefix { $0 != "?" && $0 != "#" }
        let authority = rest.prefix { $0 != "/" }
        guard !authority.contains("@"), let (host, port) = Self.authority(authority) else { return nil }
        let isDefault = port == nil || port == (scheme == "http" ? 80 : 443)
        origin = "\(scheme)://\(host)" + (isDefault ? "" : ":\(port ?? 0)")
        guard let decoded = Self.decoded(Array(rest.dropFirst(authority.count).utf8)) else { return nil }
        path = String(decoding: Self.withoutDots(decoded), as: UTF8.self)
    }

    private static func authority(_ text: Substring) -> (host: String, port: UInt16?)? {
        let end: Substring.Index
        if text.hasPrefix("[") {
            guard let bracket = text.firstIndex(of: "]") else { return nil }
            end = text.index(after: bracket)
        } else {
            end = text.firstIndex(of: ":") ?? text.endIndex
        }
        let host = text[..<end].lowercased()
        guard !host.isEmpty, end < text.endIndex else { return host.isEmpty ? nil : (host, nil) }
        let digits = text[text.index(after: end)...]
        guard text[end] == ":" else { return nil }
        if digits.isEmpty { return (host, nil) }
        guard let port = UInt16(digits) else { return nil }
        return (host, port)
    }

    /// The path with encodings of unreserved characters taken back, and the others in upper case.
    private static func decoded(_ path: [UInt8]) -> [UInt8]? {
        var result: [UInt8] = []
        var position = 0
        while position < path.count {
            let byte = path[position]
            guard byte == UInt8(ascii: "%") else {
                guard byte > 0x20, byte != 0x7F else { return nil }
                result.append(byte)
                position += 1
                continue
            }
            guard position + 2 < path.count, let high = digit(path[position + 1]), let low = digit(path[position + 2])
            else { return nil }
            let value = high << 4 | low
            if isUnreserved(value) {
                result.append(value)
            } else {
                result += Array("%".utf8) + [upper(high), upper(low)]
            }
            position += 3
        }
        return result
    }

    /// RFC 3986, section 5.2.4, on a path of segments.
    private static func withoutDots(_ path: [UInt8]) -> [UInt8] {
        guard !path.isEmpty else { return [UInt8(ascii: "/")] }
        var kept: [ArraySlice<UInt8>] = []
        let segments = path.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        for (place, segment) in segments.enumerated() {
            let isLast = place == segments.count - 1
            switch String(decoding: segment, as: UTF8.self) {
            case ".": if isLast { kept.append([]) }
            case "..":
                _ = kept.popLast()
                if isLast { kept.append([]) }
            default: kept.append(segment)
            }
        }
        return kept.flatMap { [UInt8(ascii: "/")] + $0 } + (kept.isEmpty ? [UInt8(ascii: "/")] : [])
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }

    private static func upper(_ digit: UInt8) -> UInt8 {
        digit < 10 ? 0x30 + digit : 0x37 + digit
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
        default: false
        }
    }
}
