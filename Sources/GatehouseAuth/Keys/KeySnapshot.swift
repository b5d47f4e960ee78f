/// The keys of one issuer at one moment. It never changes; a source replaces it, and a new object is a new state.
public final class KeySnapshot: Sendable {
    /// The keys, in the order of their source, each name once.
    public let keys: [VerificationKey]
    /// By the bytes of their names: Swift calls strings equal that a key set keeps apart.
    private let named: [[UInt8]: VerificationKey]
    private let takesEveryName: Bool

    /// Makes a snapshot. Of two keys with one name the first stays.
    public init(_ keys: [VerificationKey]) {
        var named: [[UInt8]: VerificationKey] = [:]
        var kept: [VerificationKey] = []
        for key in keys {
            if let id = key.id {
                let name = [UInt8](id.utf8)
                guard named[name] == nil else { continue }
                named[name] = key
            }
            kept.append(key)
        }
        self.keys = kept
        self.named = named
        self.takesEveryName = false
    }

    /// Makes a snapshot of the only key that an issuer has. Without a name it answers to every name, because a lone
    /// key from a PEM file does not know what its issuer calls it.
    public init(only key: VerificationKey) {
        keys = [key]
        named = key.id.map { [[UInt8]($0.utf8): key] } ?? [:]
        takesEveryName = key.id == nil
    }

    /// The one key that a token may be signed with.
    ///
    /// A token that names a key gets that key or none. A token that names none gets a key only where there is no
    /// choice: the issuer has one key for the algorithm.
    func key(named id: String?, for algorithm: SignatureAlgorithm) -> VerificationKey? {
        guard let id else {
            let candidates = keys.filter { $0.algorithm == algorithm }
            return candidates.count == 1 ? candidates.first : nil
        }
        return takesEveryName ? keys.first : named[[UInt8](id.utf8)]
    }

    /// Whether both have the same keys, by name, algorithm and end, in the same order. It is meant for keys whose name
    /// is their thumbprint.
    func isSame(as other: KeySnapshot) -> Bool {
        keys.count == other.keys.count
            && zip(keys, other.keys).allSatisfy { left, right in
                left.id == right.id && left.algorithm == right.algorithm && left.validUntil == right.validUntil
            }
    }
}
