/// The secret that a server seals its cursors with.
public struct CursorKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    let bytes: [UInt8]

    /// A key of at least 32 bytes; nothing for fewer.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count >= 32 else { return nil }
        self.bytes = bytes
    }

    private init(random generator: inout some RandomNumberGenerator) {
        bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    /// A key of the system's secure random generator.
    public static func random() -> CursorKey {
        var generator = SystemRandomNumberGenerator()
        return CursorKey(random: &generator)
    }

    public var description: String { "<redacted>" }
    public var debugDescription: String { "<redacted>" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
