import Crypto

/// A secret that a server seals the state of its requests with (basic/patterns/mrtr, 2026-07-28).
public struct StateKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The fewest bytes of a key.
    public static let minimumBytes = 32

    let bytes: [UInt8]
    /// What names the key in sealed texts, made of the key itself, so that servers with the same key agree on it.
    let id: [UInt8]

    /// How many bytes ``id`` has.
    static let idLength = 8

    /// A key of at least 32 random bytes; nothing for fewer.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count >= Self.minimumBytes else { return nil }
        self.init(checked: bytes)
    }

    private init(checked bytes: [UInt8]) {
        self.bytes = bytes
        let code = HMAC<SHA256>.authenticationCode(
            for: Array("gatehouse request state: key id".utf8), using: SymmetricKey(data: bytes))
        id = Array(code.prefix(Self.idLength))
    }

    /// A key of the system's secure random generator.
    public static func random() -> StateKey {
        StateKey(checked: SecureRandom.bytes(minimumBytes))
    }

    public var description: String { "<redacted>" }
    public var debugDescription: String { "<redacted>" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
