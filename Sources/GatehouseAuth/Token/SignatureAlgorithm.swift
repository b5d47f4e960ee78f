import GatehouseJSON

/// An algorithm that signs tokens (RFC 7518, section 3; RFC 8037, section 3.1).
///
/// There is no `none`, and nothing that encrypts.
public struct SignatureAlgorithm: Sendable, Hashable, CustomStringConvertible {
    enum Scheme: String, CaseIterable {
        case edDSA = "EdDSA"
        case es256 = "ES256"
        case es384 = "ES384"
        case es512 = "ES512"
        case rs256 = "RS256"
        case rs384 = "RS384"
        case rs512 = "RS512"
        case ps256 = "PS256"
        case ps384 = "PS384"
        case ps512 = "PS512"
        case hs256 = "HS256"
        case hs384 = "HS384"
        case hs512 = "HS512"
    }

    let scheme: Scheme

    private init(_ scheme: Scheme) {
        self.scheme = scheme
    }

    /// Ed25519 signatures. There is no other curve of the kind here, so the general name `EdDSA` and the exact one,
    /// `Ed25519` (RFC 9864, section 2.2), are one algorithm, for tokens, proofs and keys.
    public static let edDSA = SignatureAlgorithm(.edDSA)
    /// ECDSA on P-256 with SHA-256.
    public static let es256 = SignatureAlgorithm(.es256)
    /// ECDSA on P-384 with SHA-384.
    public static let es384 = SignatureAlgorithm(.es384)
    /// ECDSA on P-521 with SHA-512.
    public static let es512 = SignatureAlgorithm(.es512)
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    public static let rs256 = SignatureAlgorithm(.rs256)
    /// RSASSA-PKCS1-v1_5 with SHA-384.
    public static let rs384 = SignatureAlgorithm(.rs384)
    /// RSASSA-PKCS1-v1_5 with SHA-512.
    public static let rs512 = SignatureAlgorithm(.rs512)
    /// RSASSA-PSS with SHA-256 and a salt of its size.
    public static let ps256 = SignatureAlgorithm(.ps256)
    /// RSASSA-PSS with SHA-384 and a salt of its size.
    public static let ps384 = SignatureAlgorithm(.ps384)
    /// RSASSA-PSS with SHA-512 and a salt of its size.
    public static let ps512 = SignatureAlgorithm(.ps512)
    /// HMAC with SHA-256: issuer and server share a secret.
    public static let hs256 = SignatureAlgorithm(.hs256)
    /// HMAC with SHA-384: issuer and server share a secret.
    public static let hs384 = SignatureAlgorithm(.hs384)
    /// HMAC with SHA-512: issuer and server share a secret.
    public static let hs512 = SignatureAlgorithm(.hs512)

    /// Every algorithm that can be verified here.
    public static let all: [SignatureAlgorithm] = Scheme.allCases.map { SignatureAlgorithm($0) }

    /// The algorithm of that registered name, or nothing where the name is unknown. Names compare byte by byte.
    public init?(_ name: String) {
        let registered = name.isExactly(Self.exactEdwardsName) ? Scheme.edDSA.rawValue : name
        guard let scheme = Scheme.allCases.first(where: { $0.rawValue.isExactly(registered) }) else { return nil }
        self.scheme = scheme
    }

    /// The name of Ed25519 that does not leave the curve open (RFC 9864, section 2.2).
    package static let exactEdwardsName = "Ed25519"

    /// The registered name, as `alg` carries it.
    public var description: String { scheme.rawValue }

    /// The algorithm of RSA keys that do not say theirs, where an issuer may use these: the only one for such keys, or
    /// RS256 where there are several with it among them, as it is what issuers mean then, or else the first.
    public static func forUnnamedRSA(amongst algorithms: [SignatureAlgorithm]) -> SignatureAlgorithm {
        let choices = algorithms.filter(\.usesRSA)
        return choices.contains(.rs256) ? .rs256 : choices.first ?? .rs256
    }

    /// How many bytes an HMAC's secret has at least: the size of its hash (RFC 7518, section 3.2).
    var minimumSecretBytes: Int? {
        switch scheme {
        case .hs256: 32
        case .hs384: 48
        case .hs512: 64
        default: nil
        }
    }

    /// Whether keys of this algorithm are RSA keys.
    var usesRSA: Bool {
        switch scheme {
        case .rs256, .rs384, .rs512, .ps256, .ps384, .ps512: true
        default: false
        }
    }
}
