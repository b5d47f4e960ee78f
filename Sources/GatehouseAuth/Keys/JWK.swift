import Gatehouse
import GatehouseJSON

/// One key of a JSON Web Key Set (RFC 7517, section 4; RFC 7518, section 6; RFC 8037).
struct JWK {
    private let members: JSONObject
    private let rsaAlgorithm: SignatureAlgorithm

    /// - Throws: ``VerificationKeyError`` where the value is no object, or the key is not there to verify signatures.
    init(_ value: JSONValue, rsaAlgorithm: SignatureAlgorithm) throws(VerificationKeyError) {
        guard case .object(let members) = value else { throw VerificationKeyError("it is not an object") }
        self.members = members
        self.rsaAlgorithm = rsaAlgorithm
        try checkUse()
        guard !members.contains("d") else {
            throw VerificationKeyError("it holds a private key, which does not belong into a key set")
        }
    }

    /// The key, with one name and one algorithm.
    func verificationKey() throws(VerificationKeyError) -> VerificationKey {
        switch try string("kty") {
        case "OKP"?: try edwardsKey()
        case "EC"?: try curveKey()
        case "RSA"?: try rsaKey()
        case "oct"?: throw VerificationKeyError("it is a secret, which is not taken from a key set")
        case nil: throw VerificationKeyError("it has no \"kty\"")
        default: throw VerificationKeyError("its kind (\"kty\") is not one that verifies signatures here")
        }
    }

    private func edwardsKey() throws(VerificationKeyError) -> VerificationKey {
        guard try string("crv") == "Ed25519" else { throw VerificationKeyError("its curve is not Ed25519") }
        _ = try algorithm(amongst: [.edDSA], suggested: .edDSA)
        return try VerificationKey(id: try keyID(), ed25519: try bytes("x"))
    }

    private func curveKey() throws(VerificationKeyError) -> VerificationKey {
        let suggested: SignatureAlgorithm
        switch try string("crv") {
        case "P-256"?: suggested = .es256
        case "P-384"?: suggested = .es384
        case "P-521"?: suggested = .es512
        default: throw VerificationKeyError("its curve is not P-256, P-384 or P-521")
        }
        let algorithm = try algorithm(amongst: [suggested], suggested: suggested)
        return try VerificationKey(id: try keyID(), algorithm: algorithm, x: try bytes("x"), y: try bytes("y"))
    }

    private func rsaKey() throws(VerificationKeyError) -> VerificationKey {
        let choices = SignatureAlgorithm.all.filter(\.usesRSA)
        let algorithm = try algorithm(amongst: choices, suggested: rsaAlgorithm)
        return try VerificationKey(
            id: try keyID(),
            algorithm: algorithm,
            modulus: try bytes("n"),
            exponent: try bytes("e")
        )
    }

    private func checkUse() throws(VerificationKeyError) {
        if members.contains("use"), try string("use") != "sig" {
            throw VerificationKeyError("its \"use\" is not \"sig\"")
        }
        guard let operations = members["key_ops"] else { return }
        guard let names = operations.arrayValue, names.contains("verify") else {
            throw VerificationKeyError("its \"key_ops\" do not have \"verify\"")
        }
    }

    private func algorithm(
        amongst choices: [SignatureAlgorithm],
        suggested: SignatureAlgorithm
    ) throws(VerificationKeyError) -> SignatureAlgorithm {
        guard let name = try string("alg") else { return suggested }
        guard let algorithm = SignatureAlgorithm(name), choices.contains(algorithm) else {
            throw VerificationKeyError("its \"alg\" is not one that is verified here with a key of its kind")
        }
        return algorithm
    }

    private func keyID() throws(VerificationKeyError) -> String? {
        guard let id = try string("kid") else { return nil }
        guard !id.isEmpty, id.utf8.count <= TokenHeader.maximumKeyIDBytes else {
            throw VerificationKeyError("its \"kid\" is empty or has more than \(TokenHeader.maximumKeyIDBytes) bytes")
        }
        return id
    }

    private func string(_ name: String) throws(VerificationKeyError) -> String? {
        guard let value = members[name] else { return nil }
        guard let text = value.stringValue else { throw VerificationKeyError("its \"\(name)\" is not a string") }
        return text
    }

    private func bytes(_ name: String) throws(VerificationKeyError) -> [UInt8] {
        guard let text = try string(name) else { throw VerificationKeyError("it has no \"\(name)\"") }
        guard let bytes = Base64URL.decode(text), !bytes.isEmpty else {
            throw VerificationKeyError("its \"\(name)\" is not canonical base64url")
        }
        return bytes
    }
}
