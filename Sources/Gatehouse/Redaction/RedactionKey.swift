import Crypto
import GatehouseJSON

/// The key of the digests that stand for values in records of requests: equal values have equal digests under one key,
/// and without the key nobody can try out what a value was.
package struct RedactionKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The fewest bytes of a key.
    package static let minimumBytes = 32

    private let key: SymmetricKey

    /// A key of at least 32 random bytes; nothing for fewer. The digests' own key is derived, so the bytes may serve
    /// something else as well.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count >= Self.minimumBytes else { return nil }
        self.init(checked: bytes)
    }

    private init(checked bytes: [UInt8]) {
        let code = HMAC<SHA256>.authenticationCode(
            for: Array("gatehouse redaction: digests".utf8), using: SymmetricKey(data: bytes))
        key = SymmetricKey(data: Array(code))
    }

    /// A key of the system's secure random generator.
    package static func random() -> RedactionKey {
        RedactionKey(checked: SecureRandom.bytes(minimumBytes))
    }

    /// What is hashed, so that a text never has the digest of something else.
    enum Content: UInt8 {
        case text = 1
        case name = 2
        case value = 3
    }

    /// How many bytes a digest has: 128 bits.
    private static let digestBytes = 16

    /// The digest of a text, as 22 characters of base64url: what stands in records for the text.
    package func digest(of text: String) -> String { digest(.text, Array(text.utf8)) }

    /// The digest of a value that is no text. How it was spelled makes no difference.
    package func digest(of value: JSONValue) -> String {
        if case .string(let text) = value { return digest(of: text) }
        return digest(.value, CanonicalDigest.of(value))
    }

    func digest(_ content: Content, _ bytes: [UInt8]) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: [content.rawValue] + bytes, using: key)
        return Base64URL.encode(code.prefix(Self.digestBytes))
    }

    package var description: String { "<redacted>" }
    package var debugDescription: String { "<redacted>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
