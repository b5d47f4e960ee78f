import Gatehouse

/// The text of an API key: `ghk_`, twelve characters that are its number, 43 that are its secret, and six that are a
/// checksum of the rest.
///
/// The prefix and the checksum let scanners find keys that somebody published by mistake, and let a server refuse what
/// was mistyped without asking its store. The checksum protects from nothing else.
struct APIKeyText: Redacted {
    /// What every key begins with.
    static let prefix = "ghk_"
    static let idLength = 12
    /// 43 characters out of 62 have 256 bits.
    static let secretLength = 43
    static let checksumLength = 6
    static let length = prefix.utf8.count + idLength + secretLength + checksumLength

    private static let alphabet = [UInt8]("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

    /// The key's number.
    let id: String
    /// The whole key.
    let bytes: [UInt8]

    /// The whole key as text, to be shown once.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Makes a new key of the system's random numbers.
    init() {
        var generator = SystemRandomNumberGenerator()
        let random = (0..<Self.idLength + Self.secretLength).map { _ in
            // Drawn without bias.
            Self.alphabet[Int.random(in: 0..<Self.alphabet.count, using: &generator)]
        }
        id = String(decoding: random.prefix(Self.idLength), as: UTF8.self)
        let body = Array(Self.prefix.utf8) + random
        bytes = body + Self.checksum(of: body)
    }

    /// Reads a key's text; nothing where it has not the form or its checksum is wrong.
    init?(_ text: [UInt8]) {
        guard text.count == Self.length, Self.hasPrefix(text) else { return nil }
        let body = text.dropLast(Self.checksumLength)
        guard body.dropFirst(Self.prefix.utf8.count).allSatisfy(Self.isCharacter),
            Self.checksum(of: body).elementsEqual(text.suffix(Self.checksumLength))
        else { return nil }
        bytes = text
        id = String(decoding: body.dropFirst(Self.prefix.utf8.count).prefix(Self.idLength), as: UTF8.self)
    }

    /// Whether a text says of itself that it is an API key.
    static func hasPrefix(_ text: some Sequence<UInt8>) -> Bool {
        text.starts(with: prefix.utf8)
    }

    private static func isCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }

    /// CRC-32 in base 62, most significant first.
    private static func checksum(of bytes: some Sequence<UInt8>) -> [UInt8] {
        var value = CRC32.value(of: bytes)
        var digits: [UInt8] = []
        for _ in 0..<checksumLength {
            digits.append(alphabet[Int(value % 62)])
            value /= 62
        }
        return digits.reversed()
    }
}
