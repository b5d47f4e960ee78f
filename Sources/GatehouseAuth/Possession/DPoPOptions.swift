/// What proofs of possession must be like (RFC 9449).
public struct DPoPOptions: Sendable {
    /// The algorithms that proofs may be signed with; never one with a shared secret.
    public var algorithms: Set<SignatureAlgorithm>
    /// How old a proof may be, from 1 to 300 seconds.
    public var maximumAge: Duration
    /// How far the clock of a client may be ahead, from 0 to 60 seconds.
    public var leeway: Duration
    /// The nonces that proofs must have; nothing asks for none.
    public var nonces: DPoPNonces?
    /// How many proofs are remembered, so that none is used twice; beyond that new ones are refused with 503.
    public var capacity: Int
    /// How many proofs of one key are remembered.
    public var capacityPerKey: Int
    /// The URL by which clients reach the server, without the path of the endpoint; nothing takes it from each request.
    public var publicURL: String?

    /// Makes options; by default proofs are signed with ES256, ES384, EdDSA or PS256, are at most a minute old, and need no
    /// nonce.
    public init(
        algorithms: Set<SignatureAlgorithm> = [.es256, .es384, .edDSA, .ps256],
        maximumAge: Duration = .seconds(60),
        leeway: Duration = .seconds(5),
        nonces: DPoPNonces? = nil,
        capacity: Int = 200_000,
        capacityPerKey: Int = 20_000,
        publicURL: String? = nil
    ) {
        self.algorithms = algorithms
        self.maximumAge = maximumAge
        self.leeway = leeway
        self.nonces = nonces
        self.capacity = capacity
        self.capacityPerKey = capacityPerKey
        self.publicURL = publicURL
    }

    /// - Throws: ``AuthenticationConfigurationError`` at the first setting that makes no sense.
    func validate() throws(AuthenticationConfigurationError) {
        guard !algorithms.isEmpty, algorithms.allSatisfy({ $0.minimumSecretBytes == nil }) else {
            throw AuthenticationConfigurationError("DPoP: allow at least one algorithm, and none with a shared secret")
        }
        guard maximumAge >= .seconds(1), maximumAge <= .seconds(300) else {
            throw AuthenticationConfigurationError("DPoP: the greatest age of a proof must be from 1 to 300 seconds")
        }
        guard leeway >= .zero, leeway <= .seconds(60) else {
            throw AuthenticationConfigurationError("DPoP: the leeway must be from 0 to 60 seconds")
        }
        guard capacity > 0, capacityPerKey > 0 else {
            throw AuthenticationConfigurationError("DPoP: there must be room to remember proofs")
        }
    }
}
