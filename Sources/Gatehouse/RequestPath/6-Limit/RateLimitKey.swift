/// Whose requests are counted: a caller's identity, hashed once.
///
/// The limiter keeps 128 bits of a keyed hash in place of the text, so that a long identity costs no more memory than a
/// short one. The hash's key is drawn anew in every process and nobody outside learns it, so nobody can seek a text that
/// collides with another's. Identities are compared by their bytes, without Unicode normalization.
public struct RateLimitKey: Sendable, Hashable {
    let high: UInt64
    let low: UInt64

    /// Hashes an identity, as ``Principal/identity`` or a peer's address.
    public init(_ identity: String) {
        let key = identity.utf8.withContiguousStorageIfAvailable { Self.hash(UnsafeRawBufferPointer($0)) }
        (high, low) = key ?? Array(identity.utf8).withUnsafeBytes { Self.hash($0) }
    }

    private init(high: UInt64, low: UInt64) {
        (self.high, self.low) = (high, low)
    }

    /// Nobody in particular: requests that are counted together because it does not matter whose they are.
    public static let nobody = RateLimitKey(high: 0, low: 0)

    public func hash(into hasher: inout Hasher) {
        // Each half is a hash already.
        hasher.combine(low)
    }

    private static let secret = (UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max))

    init(bytes: UnsafeRawBufferPointer) {
        (high, low) = Self.hash(bytes)
    }

    private static func hash(_ bytes: UnsafeRawBufferPointer) -> (high: UInt64, low: UInt64) {
        var hasher = Hasher()
        hasher.combine(secret.0)
        hasher.combine(secret.1)
        hasher.combine(bytes: bytes)
        var second = hasher
        second.combine(UInt64.max)
        return (
            UInt64(truncatingIfNeeded: second.finalize()), UInt64(truncatingIfNeeded: hasher.finalize())
        )
    }
}
