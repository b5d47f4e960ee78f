import Crypto

/// The SHA-256 hash of a token: what a verified token is remembered by, so that no token is kept.
struct TokenDigest: Hashable, Sendable {
    private let words: (UInt64, UInt64, UInt64, UInt64)

    /// Hashes a token's bytes.
    init(_ bytes: UnsafeRawBufferPointer) {
        var hash = SHA256()
        hash.update(bufferPointer: bytes)
        words = hash.finalize().withUnsafeBytes { digest in
            (
                digest.loadUnaligned(fromByteOffset: 0, as: UInt64.self),
                digest.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
                digest.loadUnaligned(fromByteOffset: 16, as: UInt64.self),
                digest.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
            )
        }
    }

    static func == (left: TokenDigest, right: TokenDigest) -> Bool {
        left.words == right.words
    }

    /// The last word spreads as well as all four would.
    func hash(into hasher: inout Hasher) {
        hasher.combine(words.3)
    }

    /// A number below the count, by the first word: which part of a divided store the token belongs to.
    func shard(of count: Int) -> Int {
        Int(truncatingIfNeeded: words.0 % UInt64(count))
    }
}
