import Crypto
import Gatehouse
import GatehouseJSON

/// A proof of possession as a JWT (RFC 9449, section 4.2), read and checked by itself: its form, its key and its signature.
struct DPoPProof {
    /// The most bytes that a proof may have.
    static let maximumBytes = 8 * 1024
    private static let maximumNameBytes = 256

    /// Parameters of the header that would change what is signed, or say where keys are.
    private static let refused = ["crit", "b64", "zip", "jku", "x5u", "x5c", "enc"]

    /// The thumbprint of the key that signed it (RFC 7638).
    let thumbprint: String
    let jti: String
    let method: String
    let target: String
    let issuedAt: Int64
    let tokenHash: String?
    let nonce: String?

    /// Reads a proof.
    ///
    /// - Throws: ``AuthenticationFailure``, *invalid proof*, with the exact reason.
    init(_ text: String, algorithms: Set<SignatureAlgorithm>) throws(AuthenticationFailure) {
        guard text.utf8.count <= Self.maximumBytes else { throw .proof("it has more than \(Self.maximumBytes) bytes") }
        let compact: CompactToken
        let header: JSONObject
        let claims: JSONObject
        do throws(AuthenticationFailure) {
            compact = try CompactToken(Array(text.utf8))
            header = try StrictJSON.object(compact.header, maximumDepth: 8, named: "header")
            claims = try StrictJSON.object(compact.payload, maximumDepth: 8, named: "claims")
        } catch {
            throw .proof(error.reason.replacing("the token", with: "it"))
        }
        let key = try Self.key(header, algorithms)
        guard key.verifier.verifies(compact.signature, over: compact.signed) else {
            throw .proof("its signature does not hold")
        }
        thumbprint = key.thumbprint
        jti = try Self.text("jti", in: claims)
        method = try Self.text("htm", in: claims)
        target = try Self.text("htu", in: claims, maximumBytes: TargetURL.maximumBytes)
        guard let time = claims["iat"]?.doubleValue, time >= 0, time < 253_402_300_800,
            let seconds = Int64(exactly: time.rounded(.down))
        else { throw .proof("its \"iat\" is not a time in seconds since 1970") }
        issuedAt = seconds
        tokenHash = try Self.optionalText("ath", in: claims)
        nonce = try Self.optionalText("nonce", in: claims)
    }

    private static func key(
        _ header: JSONObject,
        _ algorithms: Set<SignatureAlgorithm>
    ) throws(AuthenticationFailure) -> (verifier: VerificationKey, thumbprint: String) {
        guard header["typ"]?.stringValue?.lowercased() == "dpop+jwt" else {
            throw .proof("its \"typ\" is not \"dpop+jwt\"")
        }
        for name in refused where header.contains(name) {
            throw .proof("its header has \"\(name)\", which is not accepted")
        }
        guard let name = header["alg"]?.stringValue, let algorithm = SignatureAlgorithm(name),
            algorithms.contains(algorithm)
        else { throw .proof("its \"alg\" is not an algorithm that proofs may have here") }
        guard case .object(let jwk)? = header["jwk"] else { throw .proof("its header has no \"jwk\" object") }
        for name in JWKThumbprint.privateMembers where jwk.contains(name) {
            throw .proof("its \"jwk\" has \"\(name)\", a part of a private key or a secret")
        }
        let verifier: VerificationKey
        do throws(VerificationKeyError) {
            verifier = try JWK(.object(jwk), rsaAlgorithm: algorithm).verificationKey()
        } catch {
            throw .proof("its \"jwk\" cannot be used: \(error)")
        }
        guard verifier.algorithm == algorithm else { throw .proof("its \"alg\" is not the algorithm of its key") }
        guard let thumbprint = JWKThumbprint.sha256(of: jwk) else { throw .proof("its \"jwk\" has no thumbprint") }
        return (verifier, thumbprint)
    }

    private static func text(
        _ name: String,
        in claims: JSONObject,
        maximumBytes: Int = maximumNameBytes
    ) throws(AuthenticationFailure) -> String {
        guard let text = claims[name]?.stringValue, !text.isEmpty, text.utf8.count <= maximumBytes else {
            throw .proof("its \"\(name)\" is not a string of 1 to \(maximumBytes) bytes")
        }
        return text
    }

    private static func optionalText(_ name: String, in claims: JSONObject) throws(AuthenticationFailure) -> String? {
        guard claims.contains(name) else { return nil }
        return try text(name, in: claims)
    }
}

extension AuthenticationFailure {
    /// A proof that does not hold. The reason is fixed text; never the proof's.
    static func proof(_ reason: String) -> AuthenticationFailure {
        AuthenticationFailure(.invalidProof, reason: "the DPoP proof: \(reason)")
    }
}
