import GatehouseJSON

/// A JSON Web Key Set (RFC 7517, section 5), of which every key was read on its own.
///
/// A key that cannot be used is skipped, and the reason kept, so that one odd key does not take the others with it.
public struct JWKSet: Sendable {
    /// A key that was skipped.
    public struct Skipped: Sendable, Hashable, CustomStringConvertible {
        /// Where the key stands in the set, counted from 0.
        public let position: Int
        /// Why it was skipped. It holds nothing of the key.
        public let reason: String

        /// Position and reason in one phrase.
        public var description: String { "key \(position): \(reason)" }
    }

    /// The most bytes that a set may have.
    public static let maximumBytes = 256 * 1024
    /// The most keys that a set may have.
    public static let maximumKeys = 100

    /// The keys that verify signatures, in their order, each name once.
    public let keys: [VerificationKey]
    /// The other ones.
    public let skipped: [Skipped]

    /// Reads a set strictly.
    ///
    /// Keys for other uses than verifying signatures, secrets, and keys of other kinds are skipped, as are keys that
    /// are too weak or broken. Of several keys with one name the first that can be used stays. A key that does not say
    /// its algorithm gets the one that its kind suggests: that is how a key comes to have exactly one.
    ///
    /// - Parameters:
    ///   - bytes: The set's JSON text.
    ///   - rsaAlgorithm: The algorithm of RSA keys that do not say theirs.
    /// - Throws: ``VerificationKeyError`` where the text is not a key set at all, or too large.
    public init(
        parsing bytes: [UInt8],
        rsaAlgorithm: SignatureAlgorithm = .rs256
    ) throws(VerificationKeyError) {
        let elements = try Self.elements(of: bytes)
        var keys: [VerificationKey] = []
        var skipped: [Skipped] = []
        var names: Set<[UInt8]> = []
        for (position, element) in elements.enumerated() {
            do throws(VerificationKeyError) {
                let key = try JWK(element, rsaAlgorithm: rsaAlgorithm).verificationKey()
                if let id = key.id, !names.insert([UInt8](id.utf8)).inserted {
                    throw VerificationKeyError("another key before it has the same name")
                }
                keys.append(key)
            } catch {
                skipped.append(Skipped(position: position, reason: error.description))
            }
        }
        self.keys = keys
        self.skipped = skipped
    }

    private static func elements(of bytes: [UInt8]) throws(VerificationKeyError) -> [JSONValue] {
        let value: JSONValue
        do throws(JSONParseError) {
            value = try JSONValue(parsing: bytes, limits: JSONLimits(maximumBytes: maximumBytes, maximumDepth: 8))
        } catch {
            throw VerificationKeyError("the key set is not strict JSON: \(error)")
        }
        guard let elements = value["keys"]?.arrayValue else {
            throw VerificationKeyError("the key set is not an object with an array \"keys\"")
        }
        guard elements.count <= maximumKeys else {
            throw VerificationKeyError("the key set has more than \(maximumKeys) keys")
        }
        return elements
    }
}
