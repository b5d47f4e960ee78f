import Crypto
import Testing

@testable import GatehouseAuth

/// A key that must be skipped, and why.
struct SkippedKey: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let reason: String
    let make: @Sendable () throws -> String

    init(_ name: String, _ reason: String, _ make: @escaping @Sendable () throws -> String) {
        testDescription = name
        self.reason = reason
        self.make = make
    }
}

@Suite("A JSON Web Key Set")
struct JWKSetTests {
    private static let badExponent = "the RSA exponent is not an odd number from 65537 to 4294967295"
    private static let badAlgorithm = "its \"alg\" is not one that is verified here with a key of its kind"

    private static func modulus(bytes: Int) -> String {
        TestJWKs.quoted([0xC1] + [UInt8](repeating: 0x5B, count: bytes - 1))
    }

    static let weak: [SkippedKey] = [
        SkippedKey("a point off the curve", "the point is not on the curve") {
            TestJWKs.p256([("y", TestJWKs.quoted([UInt8](repeating: 1, count: 32)))])
        },
        SkippedKey("the point at infinity", "the point is not on the curve") {
            let zero = TestJWKs.quoted([UInt8](repeating: 0, count: 32))
            return TestJWKs.p256([("x", zero), ("y", zero)])
        },
        SkippedKey("a short coordinate", "a coordinate does not have 32 bytes") {
            TestJWKs.p256([("x", TestJWKs.quoted([UInt8](repeating: 1, count: 31)))])
        },
        SkippedKey("a long coordinate", "a coordinate does not have 32 bytes") {
            TestJWKs.p256([("y", TestJWKs.quoted([UInt8](repeating: 0, count: 33)))])
        },
        SkippedKey("P-256's algorithm on P-384", badAlgorithm) { TestJWKs.p384([("alg", "\"ES256\"")]) },
        SkippedKey("P-384's point called P-256", "a coordinate does not have 32 bytes") {
            TestJWKs.p384([("crv", "\"P-256\"")])
        },
        SkippedKey("512 bits", "the RSA modulus has fewer than 2048 bits") {
            try TestJWKs.rsa([("n", modulus(bytes: 64))])
        },
        SkippedKey("1024 bits", "the RSA modulus has fewer than 2048 bits") {
            try TestJWKs.rsa([("n", modulus(bytes: 128))])
        },
        SkippedKey("2040 bits and a zero byte", "the RSA modulus has fewer than 2048 bits") {
            try TestJWKs.rsa([("n", TestJWKs.quoted([0] + [UInt8](repeating: 0xC1, count: 255)))])
        },
        SkippedKey("16384 bits", "the RSA modulus has more than 8192 bits") {
            try TestJWKs.rsa([("n", modulus(bytes: 2048))])
        },
        SkippedKey("an even modulus", "the RSA modulus is not an odd number") {
            try TestJWKs.rsa([("n", TestJWKs.quoted([UInt8](repeating: 0xC0, count: 256)))])
        },
        SkippedKey("e = 1", badExponent) { try TestJWKs.rsa([("e", "\"AQ\"")]) },
        SkippedKey("e = 3", badExponent) { try TestJWKs.rsa([("e", "\"Aw\"")]) },
        SkippedKey("e = 0", badExponent) { try TestJWKs.rsa([("e", "\"AA\"")]) },
        SkippedKey("e = 65536", badExponent) { try TestJWKs.rsa([("e", "\"AQAA\"")]) },
        SkippedKey("e of five bytes", badExponent) { try TestJWKs.rsa([("e", "\"AQAAAAE\"")]) },
        SkippedKey("Ed25519 of small order", "the point has a small order") {
            TestJWKs.ed25519([("x", TestJWKs.quoted([1] + [UInt8](repeating: 0, count: 31)))])
        },
        SkippedKey("Ed25519 of 31 bytes", "an Ed25519 key has 32 bytes") {
            TestJWKs.ed25519([("x", TestJWKs.quoted([UInt8](repeating: 7, count: 31)))])
        },
    ]

    static let unfit: [SkippedKey] = [
        SkippedKey("a secret", "it is a secret, which is not taken from a key set") {
            #"{"kty":"oct","kid":"s","k":"AAAA","alg":"HS256"}"#
        },
        SkippedKey("X25519", "its curve is not Ed25519") { TestJWKs.ed25519([("crv", "\"X25519\"")]) },
        SkippedKey("secp256k1", "its curve is not P-256, P-384 or P-521") { TestJWKs.p256([("crv", "\"secp256k1\"")]) },
        SkippedKey("ES256K", badAlgorithm) { TestJWKs.p256([("alg", "\"ES256K\"")]) },
        SkippedKey("none", badAlgorithm) { try TestJWKs.rsa([("alg", "\"none\"")]) },
        SkippedKey("HS256 with an RSA key", badAlgorithm) { try TestJWKs.rsa([("alg", "\"HS256\"")]) },
        SkippedKey("an encryption algorithm", badAlgorithm) { try TestJWKs.rsa([("alg", "\"RSA-OAEP\"")]) },
        SkippedKey("for encryption", "its \"use\" is not \"sig\"") { TestJWKs.p256([("use", "\"enc\"")]) },
        SkippedKey("a use that is no string", "its \"use\" is not a string") { TestJWKs.p256([("use", "1")]) },
        SkippedKey("for signing only", "its \"key_ops\" do not have \"verify\"") {
            TestJWKs.p256([("key_ops", "[\"sign\"]")])
        },
        SkippedKey("operations that are no list", "its \"key_ops\" do not have \"verify\"") {
            TestJWKs.p256([("key_ops", "\"verify\"")])
        },
        SkippedKey("a private key", "it holds a private key, which does not belong into a key set") {
            TestJWKs.p256([("d", "\"AAAA\"")])
        },
        SkippedKey("no kind", "it has no \"kty\"") { "{}" },
        SkippedKey("another kind", "its kind (\"kty\") is not one that verifies signatures here") {
            #"{"kty":"AKP"}"#
        },
        SkippedKey("a kind that is no string", "its \"kty\" is not a string") { #"{"kty":["EC"]}"# },
        SkippedKey("no object", "it is not an object") { "null" },
        SkippedKey("a name that is no string", "its \"kid\" is not a string") { TestJWKs.p256([("kid", "5")]) },
        SkippedKey("a long name", "its \"kid\" is empty or has more than 256 bytes") {
            TestJWKs.p256([("kid", "\"" + String(repeating: "k", count: 257) + "\"")])
        },
        SkippedKey("no coordinate", "it has no \"y\"") { TestJWKs.p256([("y", "")]) },
        SkippedKey("a padded coordinate", "its \"x\" is not canonical base64url") {
            TestJWKs.p256([("x", "\"AA==\"")])
        },
    ]

    @Test("A key that cannot be used is skipped for its own reason, and the others load", arguments: weak + unfit)
    func skipped(_ key: SkippedKey) throws {
        let set = try JWKSet(parsing: TestJWKs.set(TestJWKs.ed25519(), try key.make(), TestJWKs.p384()))
        #expect(set.keys.map(\.id) == ["EdDSA", "ES384"])
        #expect(set.skipped == [JWKSet.Skipped(position: 1, reason: key.reason)])
    }

    @Test(
        "What is no key set is refused",
        arguments: [
            ("", "the key set is not strict JSON: the text ends at byte 0, inside a value"),
            ("<html>", "the key set is not strict JSON: byte 0x3C at offset 0 cannot stand there"),
            ("{}", "the key set is not an object with an array \"keys\""),
            ("[]", "the key set is not an object with an array \"keys\""),
            ("{\"keys\":{}}", "the key set is not an object with an array \"keys\""),
            ("{\"keys\":[]", "the key set is not strict JSON: the text ends at byte 10, inside a value"),
            (
                "{\"keys\":[],\"keys\":[]}",
                "the key set is not strict JSON: the name at offset 11 stands twice in one object"
            ),
            (
                "{\"keys\":[[[[[[[[]]]]]]]]}",
                "the key set is not strict JSON: offset 15 is nested deeper than the 8 levels that are allowed"
            ),
            (
                "{\"keys\":[" + String(repeating: "0,", count: 100) + "0]}",
                "the key set has more than 100 keys"
            ),
            (
                String(repeating: " ", count: 256 * 1024 + 1),
                "the key set is not strict JSON: the text has more than the 262144 bytes that are allowed"
            ),
        ])
    func notASet(_ text: String, _ reason: String) {
        let error = #expect(throws: VerificationKeyError.self) { try JWKSet(parsing: [UInt8](text.utf8)) }
        #expect(error?.description == reason)
    }

    @Test("Of two keys with one name the first that can be used stays")
    func duplicateNames() throws {
        let set = try JWKSet(
            parsing: TestJWKs.set(
                TestJWKs.p256([("kid", "\"a\""), ("use", "\"enc\"")]), TestJWKs.p384([("kid", "\"a\"")]),
                TestJWKs.p521([("kid", "\"a\"")])
            )
        )
        #expect(set.keys.map(\.algorithm) == [.es384])
        #expect(
            set.skipped.map(\.description) == [
                "key 0: its \"use\" is not \"sig\"", "key 2: another key before it has the same name",
            ]
        )
    }

    @Test("A key gets exactly one algorithm, also where it does not say which")
    func algorithms() throws {
        let bytes = TestJWKs.set(
            TestJWKs.ed25519(), TestJWKs.p256(), TestJWKs.p384(), TestJWKs.p521(), try TestJWKs.rsa(),
            try TestJWKs.rsa([("kid", "\"b\""), ("alg", "\"PS512\"")])
        )
        #expect(try JWKSet(parsing: bytes).keys.map(\.algorithm) == [.edDSA, .es256, .es384, .es512, .rs256, .ps512])
        #expect(try JWKSet(parsing: bytes, rsaAlgorithm: .ps256).keys[4].algorithm == .ps256)
    }

    @Test("Keys without a name load, and what is known of a key may be more than is read")
    func unnamed() throws {
        let extra: TestJWKs.Members = [("kid", ""), ("x5t", "\"AA\""), ("use", "\"sig\""), ("key_ops", "[\"verify\"]")]
        #expect(try JWKSet(parsing: TestJWKs.set(TestJWKs.p256(extra))).keys.map(\.id) == [nil])
    }

    @Test("Every encoding of a point of small order is known", arguments: [0x00, 0x80] as [UInt8])
    func smallOrder(_ sign: UInt8) throws {
        let minusOne: [UInt8] = [0xEC] + [UInt8](repeating: 0xFF, count: 30) + [0x7F | sign]
        let one: [UInt8] = [1] + [UInt8](repeating: 0, count: 30) + [sign]
        for point in [minusOne, one] {
            #expect(throws: VerificationKeyError.self) { try VerificationKey(id: nil, ed25519: point) }
        }
    }

    @Test(
        "A secret that is too short for its hash is refused",
        arguments: [
            (SignatureAlgorithm.hs256, 31), (.hs384, 47), (.hs512, 63), (.hs256, 0),
        ])
    func shortSecret(_ algorithm: SignatureAlgorithm, _ length: Int) {
        #expect(throws: VerificationKeyError.self) {
            try VerificationKey(id: nil, algorithm: algorithm, secret: [UInt8](repeating: 7, count: length))
        }
    }

    @Test("A public key in PEM form is no secret")
    func publicKeyAsSecret() {
        let error = #expect(throws: VerificationKeyError.self) {
            try VerificationKey(id: nil, algorithm: .hs256, secret: [UInt8](TestCertificates.rsa.utf8))
        }
        #expect(error?.description == "a key in PEM form cannot be a secret")
    }
}
