import Crypto
import CryptoExtras
import Foundation
import Gatehouse

@testable import GatehouseAuth

/// The test keys in JWK form, as raw JSON members that can be replaced.
enum TestJWKs {
    typealias Members = [(name: String, json: String)]

    static func ed25519(_ changes: Members = []) -> String {
        object(
            [
                ("kty", "\"OKP\""), ("crv", "\"Ed25519\""), ("kid", "\"EdDSA\""),
                ("x", quoted(TestKeys.ed25519.publicKey.rawRepresentation)),
            ], changes)
    }

    static func p256(_ changes: Members = []) -> String {
        curve("P-256", "ES256", TestKeys.p256.publicKey.rawRepresentation, changes)
    }

    static func p384(_ changes: Members = []) -> String {
        curve("P-384", "ES384", TestKeys.p384.publicKey.rawRepresentation, changes)
    }

    static func p521(_ changes: Members = []) -> String {
        curve("P-521", "ES512", TestKeys.p521.publicKey.rawRepresentation, changes)
    }

    static func rsa(_ changes: Members = []) throws -> String {
        let parts = try TestKeys.rsa.get().publicKey.getKeyPrimitives()
        return object(
            [
                ("kty", "\"RSA\""), ("kid", "\"RS256\""), ("n", quoted(parts.modulus)),
                ("e", quoted(parts.publicExponent)),
            ], changes)
    }

    static func set(_ keys: String...) -> [UInt8] {
        [UInt8]("{\"keys\":[\(keys.joined(separator: ","))]}".utf8)
    }

    static func quoted(_ bytes: some Sequence<UInt8>) -> String { "\"\(Base64URL.encode(bytes))\"" }

    private static func curve(_ name: String, _ kid: String, _ raw: Data, _ changes: Members) -> String {
        let half = raw.count / 2
        return object(
            [
                ("kty", "\"EC\""), ("crv", "\"\(name)\""), ("kid", "\"\(kid)\""), ("x", quoted(raw.prefix(half))),
                ("y", quoted(raw.suffix(half))),
            ], changes)
    }

    private static func object(_ members: Members, _ changes: Members) -> String {
        let kept = members.filter { member in !changes.contains { $0.name == member.name } }
        let all = kept + changes.filter { !$0.json.isEmpty }
        return "{" + all.map { "\"\($0.name)\":\($0.json)" }.joined(separator: ",") + "}"
    }
}
