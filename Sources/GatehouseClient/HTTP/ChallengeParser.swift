/// Reads the challenges of a `WWW-Authenticate` field (RFC 9110, section 11.6.1).
///
/// It is lenient where servers are sloppy: what it cannot read is skipped up to the next comma. It reads a bounded
/// part of the field.
struct ChallengeParser {
    /// The most bytes of a field that are looked at.
    private static let maximumBytes = 8 * 1024

    private let bytes: [UInt8]
    private var position = 0

    init(_ value: String) {
        bytes = Array(value.utf8.prefix(Self.maximumBytes))
    }

    /// The challenges, in order.
    mutating func challenges() -> [AuthorizationChallenge] {
        var found: [AuthorizationChallenge] = []
        var scheme: String?
        var parameters: [String: String] = [:]
        while skipSeparators() {
            let start = position
            guard let token = token() else {
                position = max(position, start) + 1
                continue
            }
            let isSpaced = skipSpaces()
            if scheme != nil, peek == UInt8(ascii: "="), let value = value() {
                // A value of nothing but padding is the end of a credential in Base64, and no parameter.
                guard !value.allSatisfy({ $0 == "=" }) else { continue }
                if parameters[token.lowercased()] == nil { parameters[token.lowercased()] = value }
            } else if isSpaced || peek == nil || peek == UInt8(ascii: ",") {
                if let scheme { found.append(AuthorizationChallenge(scheme: scheme, parameters: parameters)) }
                scheme = token
                parameters = [:]
            }
        }
        if let scheme { found.append(AuthorizationChallenge(scheme: scheme, parameters: parameters)) }
        return found
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpaces() -> Bool {
        let start = position
        while let byte = peek, byte == 0x20 || byte == 0x09 { position += 1 }
        return position > start
    }

    /// Goes to what comes next, and says whether there is anything.
    private mutating func skipSeparators() -> Bool {
        while let byte = peek, byte == 0x20 || byte == 0x09 || byte == UInt8(ascii: ",") { position += 1 }
        return peek != nil
    }

    private mutating func token() -> String? {
        let start = position
        while let byte = peek, HeaderText.isTokenByte(byte) { position += 1 }
        return position > start ? String(decoding: bytes[start..<position], as: UTF8.self) : nil
    }

    /// What follows a name: an equals sign, and a token or a quoted string.
    private mutating func value() -> String? {
        position += 1
        _ = skipSpaces()
        guard peek == UInt8(ascii: "\"") else {
            let start = position
            while let byte = peek, byte != UInt8(ascii: ","), byte != 0x20, byte != 0x09 { position += 1 }
            return String(decoding: bytes[start..<position], as: UTF8.self)
        }
        position += 1
        var text: [UInt8] = []
        while let byte = peek {
            position += 1
            if byte == UInt8(ascii: "\"") { return String(decoding: text, as: UTF8.self) }
            if byte == UInt8(ascii: "\\"), let escaped = peek {
                position += 1
                text.append(escaped)
            } else {
                text.append(byte)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
