import Crypto
import CryptoExtras
import JWTKit

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension VerificationKey {
    /// Makes a key of a public key or a certificate in PEM form.
    ///
    /// - Throws: ``VerificationKeyError`` where the text holds a private key or none that the algorithm uses, or the
    ///   key is too weak.
    public init(id: String?, algorithm: SignatureAlgorithm, pem: String) throws(VerificationKeyError) {
        guard !pem.contains("PRIVATE KEY-----") else {
            throw VerificationKeyError("it holds a private key; give the public one")
        }
        let text: String
        do {
            text = pem.contains("-----BEGIN CERTIFICATE-----") ? try Self.keyOfCertificate(pem, algorithm) : pem
        } catch {
            throw VerificationKeyError("the certificate does not hold a key for \(algorithm)")
        }
        let material: Material
        do {
            material = try Self.material(of: text, for: algorithm)
        } catch {
            throw VerificationKeyError("it is not a public key for \(algorithm) in PEM form")
        }
        switch material {
        case .rsa(let key): try self.init(id: id, algorithm: algorithm, rsa: key)
        case .ed25519(let key): try self.init(id: id, ed25519: [UInt8](key.rawRepresentation))
        default: self.init(id: id, algorithm: algorithm, material: material)
        }
    }

    private static func material(of pem: String, for algorithm: SignatureAlgorithm) throws -> Material {
        switch algorithm.scheme {
        case .edDSA: .ed25519(try Curve25519.Signing.PublicKey(pemRepresentation: pem))
        case .es256: .p256(try P256.Signing.PublicKey(pemRepresentation: pem))
        case .es384: .p384(try P384.Signing.PublicKey(pemRepresentation: pem))
        case .es512: .p521(try P521.Signing.PublicKey(pemRepresentation: pem))
        case .rs256, .rs384, .rs512, .ps256, .ps384, .ps512: .rsa(try _RSA.Signing.PublicKey(pemRepresentation: pem))
        case .hs256, .hs384, .hs512: throw VerificationKeyError("\(algorithm) does not use a key in PEM form")
        }
    }

    /// The public key of a certificate, in PEM form. jwt-kit reads the certificate.
    private static func keyOfCertificate(_ pem: String, _ algorithm: SignatureAlgorithm) throws -> String {
        switch algorithm.scheme {
        case .es256: try ES256PublicKey(certificate: pem).pemRepresentation
        case .es384: try ES384PublicKey(certificate: pem).pemRepresentation
        case .es512: try ES512PublicKey(certificate: pem).pemRepresentation
        case .rs256, .rs384, .rs512, .ps256, .ps384, .ps512:
            try Insecure.RSA.PublicKey(certificatePEM: pem).pemRepresentation
        default: throw VerificationKeyError("certificates for \(algorithm) are not read")
        }
    }
}
