/// Whether answers are compressed for clients that ask for it (RFC 9110, section 12.5.3).
///
/// Only whole answers of JSON from 1 KiB to 256 KiB are: a shorter one gains nothing, a longer one would hold up the
/// other connections of its event loop, and events must reach a client one by one.
///
/// It is off by default. Where an answer holds something secret and also something that an attacker may choose, its
/// compressed length tells of the secret (BREACH), also under TLS; what tools return is often both.
public struct HTTPCompression: Sendable, Hashable, CustomStringConvertible {
    public let description: String

    private init(_ description: String) {
        self.description = description
    }

    /// Nothing is compressed.
    public static let none = HTTPCompression("none")
    /// RFC 1952, at the fastest level.
    public static let gzip = HTTPCompression("gzip")
}
