import Gatehouse

/// Remembers tokens that were verified, by their hash, so that the next request with one costs a look-up.
///
/// It is bounded by count and by bytes, and the oldest entry goes first. Every operation takes constant time. It is
/// divided into shards with a lock each, so that many event loops do not wait for one another.
final class TokenCache: Sendable {
    /// What is remembered of one token.
    final class Entry: SizedEntry {
        /// Whom the token stands for.
        let principal: Principal
        /// The first second at which the entry does not count any more.
        let expiresAt: Int64
        /// Where the key came from that verified the token.
        let source: any VerificationKeySource
        /// The keys at that time. With other keys the token is verified again.
        let snapshot: KeySnapshot
        /// How much the entry counts against the cache's bytes.
        let bytes: Int

        init(
            principal: Principal,
            expiresAt: Int64,
            source: any VerificationKeySource,
            snapshot: KeySnapshot,
            bytes: Int
        ) {
            self.principal = principal
            self.expiresAt = expiresAt
            self.source = source
            self.snapshot = snapshot
            self.bytes = bytes
        }
    }

    /// The most seconds that an entry counts.
    static let maximumSeconds: Int64 = 60

    private let shards: [RecentEntries<TokenDigest, Entry>]

    /// Makes a cache.
    ///
    /// - Parameters:
    ///   - capacity: The most entries; 0 keeps nothing.
    ///   - maximumBytes: The most bytes that the remembered tokens had together.
    init(capacity: Int, maximumBytes: Int = 32 * 1024 * 1024) {
        let count = capacity >= 1024 ? 16 : 1
        shards = (0..<count).map { _ in
            RecentEntries(capacity: max(0, capacity / count), maximumBytes: maximumBytes / count)
        }
    }

    /// The principal of a token that was verified within the last minute, has not expired, and whose issuer's keys
    /// are still the same.
    func principal(for digest: TokenDigest, at now: Int64) -> Principal? {
        guard let entry = shards[digest.shard(of: shards.count)].entry(for: digest),
            now < entry.expiresAt, now >= entry.expiresAt - Self.maximumSeconds,
            entry.source.keys(at: now) === entry.snapshot
        else { return nil }
        return entry.principal
    }

    /// Remembers a token.
    func insert(_ entry: Entry, for digest: TokenDigest) {
        shards[digest.shard(of: shards.count)].insert(entry, for: digest)
    }

    /// How many tokens are remembered.
    var count: Int {
        shards.reduce(0) { $0 + $1.count }
    }
}
