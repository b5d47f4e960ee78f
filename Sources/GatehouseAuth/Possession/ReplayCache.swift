import Crypto
import Synchronization

/// Remembers which proofs were used, for as long as each of them could be used again (RFC 9449, section 11.1).
///
/// A proof's names are hashed to 128 bits with a key of this process. Proofs are kept by the second in which they end,
/// rounded up, so that those that have ended go all at once. It is bounded as a whole and for each key, so that one
/// caller cannot take the room of the others, and it does not forget what could be replayed: where there is no room, a
/// proof is refused. A proof is forgotten once it has ended by the time of day and as much time has really passed: a clock
/// that is set ahead and back again would otherwise let it count once more.
final class ReplayCache: Sendable {
    /// What became of a proof.
    enum Verdict: Sendable, Hashable {
        case first
        case replayed
        /// There is no room to remember it, for so many seconds.
        case full(seconds: Int64)
    }

    private struct Name: Hashable {
        let high: UInt64
        let low: UInt64
    }

    private struct Bucket {
        var proofs: Set<Name> = []
        var byKey: [Name: Int] = [:]
        /// The elapsed second before which it is kept.
        var keptUntil: Int64 = 0
    }

    /// How many seconds end together.
    private static let width: Int64 = 8

    private let buckets = Mutex<[Int64: Bucket]>([:])
    private let capacity: Int
    private let capacityPerKey: Int
    private let elapsed: @Sendable () -> Int64
    private let secret = SymmetricKey(size: .bits256)

    /// Makes a cache.
    ///
    /// - Parameters:
    ///   - capacity: How many proofs are remembered at most.
    ///   - capacityPerKey: How many of one key.
    ///   - elapsed: The seconds since some moment that stays the same.
    init(capacity: Int, capacityPerKey: Int, elapsed: @escaping @Sendable () -> Int64) {
        self.capacity = capacity
        self.capacityPerKey = capacityPerKey
        self.elapsed = elapsed
    }

    /// How many proofs are remembered.
    var count: Int { buckets.withLock { $0.values.reduce(0) { $0 + $1.proofs.count } } }

    /// Takes down a proof.
    ///
    /// - Parameters:
    ///   - jti: The proof's name.
    ///   - thumbprint: The key that signed it. Names of different keys are different.
    ///   - end: The last second at which the proof could be used. It follows from the proof alone, so that the same proof
    ///     is always looked for in the same place.
    ///   - now: The present second.
    func use(_ jti: String, of thumbprint: String, until end: Int64, at now: Int64) -> Verdict {
        let key = name(thumbprint.utf8)
        let proof = name(thumbprint.utf8, [0], jti.utf8)
        let place = end / Self.width
        let passed = elapsed()
        return buckets.withLock { buckets in
            buckets = buckets.filter { Self.secondsLeft(of: $0, at: now, passed) > 0 }
            if buckets[place]?.proofs.contains(proof) == true { return .replayed }
            let (all, own) = buckets.values.reduce(into: (0, 0)) { sums, bucket in
                sums.0 += bucket.proofs.count
                sums.1 += bucket.byKey[key] ?? 0
            }
            guard all < capacity, own < capacityPerKey else {
                let next = buckets.map { Self.secondsLeft(of: $0, at: now, passed) }.min() ?? 1
                return .full(seconds: max(1, next))
            }
            buckets[place, default: Bucket()].proofs.insert(proof)
            buckets[place, default: Bucket()].byKey[key, default: 0] += 1
            buckets[place, default: Bucket()].keptUntil = max(
                buckets[place]?.keptUntil ?? 0, passed + Self.width * (place + 1) - now)
            return .first
        }
    }

    /// How long a bucket is still to be kept.
    private static func secondsLeft(of bucket: (key: Int64, value: Bucket), at now: Int64, _ passed: Int64) -> Int64 {
        max((bucket.key + 1) * width - now, bucket.value.keptUntil - passed)
    }

    private func name(_ parts: any Sequence<UInt8>...) -> Name {
        var code = HMAC<SHA256>(key: secret)
        for part in parts { code.update(data: Array(part)) }
        return code.finalize().withUnsafeBytes { bytes in
            Name(
                high: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self),
                low: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        }
    }
}
