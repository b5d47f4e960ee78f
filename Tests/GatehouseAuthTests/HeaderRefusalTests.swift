import Crypto
import CryptoExtras
import Foundation
import Gatehouse
import Testing

@testable import GatehouseAuth

@Suite("Tokens whose header must not be followed")
struct HeaderRefusalTests {
    private static let unknownAlgorithm = "the token's \"alg\" is not an algorithm that is verified here"
    private static let noAlgorithm = "the token's header has no \"alg\" string"
    private static let unknownKey = "the token's issuer has no key of the name that it gives"
    private static let badType = "the token's \"typ\" is not \"at+jwt\""

    private static func notAccepted(_ name: String) -> String {
        "the token's header has \"\(name)\", which is not accepted"
    }

    static let algorithms: [RefusedToken] =
        ["none", "NoNe", "NONE", "", "ES256K", "es256", "HS256 ", "A128GCM", "RSA-OAEP", "dir"].map { name in
            .header("alg", "\"\(name)\"", unknownAlgorithm)
        } + [
            RefusedToken("alg none, no signature", "the token's signature segment is empty") {
                TokenText().header("alg", "\"none\"").unsigned + "."
            },
            RefusedToken("alg none, two segments", "the token does not have three segments") {
                TokenText().header("alg", "\"none\"").unsigned
            },
            .header("alg", nil, noAlgorithm), .header("alg", "256", noAlgorithm), .header("alg", "null", noAlgorithm),
            .header("alg", "[\"ES256\"]", noAlgorithm),
        ]

    /// The public key as an attacker knows it, used as a secret: the issuer allows both kinds of algorithm.
    private static let secrets: [(name: String, secret: @Sendable () throws -> [UInt8])] = [
        ("PEM", { try [UInt8](TestKeys.rsa.get().publicKey.pemRepresentation.utf8) }),
        ("PEM with a newline", { try [UInt8](TestKeys.rsa.get().publicKey.pemRepresentation.utf8) + [10] }),
        ("DER", { try [UInt8](TestKeys.rsa.get().publicKey.derRepresentation) }),
        ("PKCS #1", { try [UInt8](TestKeys.rsa.get().publicKey.pkcs1DERRepresentation) }),
        (
            "JWK text",
            {
                let parts = try TestKeys.rsa.get().publicKey.getKeyPrimitives()
                let (n, e) = (Base64URL.encode(parts.modulus), Base64URL.encode(parts.publicExponent))
                return [UInt8]("{\"e\":\"\(e)\",\"kty\":\"RSA\",\"n\":\"\(n)\"}".utf8)
            }
        ),
        ("zero", { [0] }),
    ]

    static let confusions: [RefusedToken] = secrets.map { name, secret in
        RefusedToken(
            "HS256 with the RSA key as \(name)",
            "the token's \"alg\" is not the algorithm of its key, RS256"
        ) {
            let text = TokenText().header("alg", "\"HS256\"").header("kid", "\"RS256\"")
            let bytes = try secret()
            return text.signed { TestKeys.hmac($0, SHA256.self, bytes) }
        }
    }

    static let families: [RefusedToken] = [
        ("RS512", "RS256"), ("PS256", "RS256"), ("RS256", "PS256"), ("RS256", "RS384"), ("ES384", "ES256"),
        ("ES256", "ES384"), ("EdDSA", "ES256"), ("HS512", "HS256"),
    ].map { (algorithm: String, key: String) in
        RefusedToken(
            "\(algorithm) with the key for \(key)",
            "the token's \"alg\" is not the algorithm of its key, \(key)"
        ) {
            try TokenText(algorithm: algorithm).header("kid", "\"\(key)\"").signed(algorithm)
        }
    }

    static let keyNames: [RefusedToken] =
        [
            "../../../../dev/null", "/etc/passwd", "..\\\\..\\\\secret", "' OR '1'='1", "x' UNION SELECT 'k'--",
            "*)(uid=*",
            "ES256\\u0000", "\\u0000", "unknown", "es256", "ES256 ", "http://127.0.0.1:9/key", "${jndi:ldap://x}",
            "\\uFF25\\uFF33256",
        ].map { .header("kid", "\"\($0)\"", unknownKey) } + [
            .header("kid", "7", "the token's \"kid\" is not a string"),
            .header("kid", "null", "the token's \"kid\" is not a string"),
            .header("kid", "{\"$ne\":\"\"}", "the token's \"kid\" is not a string"),
            .header("kid", "[\"ES256\"]", "the token's \"kid\" is not a string"),
            .header("kid", "\"\"", "the token's \"kid\" is empty or has more than 256 bytes"),
            .header(
                "kid", "\"" + String(repeating: "k", count: 257) + "\"",
                "the token's \"kid\" is empty or has more than 256 bytes"
            ),
        ]

    static let parameters: [RefusedToken] = [
        .header("jwk", "{\"kty\":\"oct\",\"k\":\"AAAA\"}", notAccepted("jwk")),
        .header("jku", "\"http://127.0.0.1:9/jwks.json\"", notAccepted("jku")),
        .header("x5u", "\"http://127.0.0.1:9/cert.pem\"", notAccepted("x5u")),
        .header("x5c", "[\"MIIB\"]", notAccepted("x5c")),
        .header("crit", "[\"exp\"]", notAccepted("crit")), .header("crit", "[]", notAccepted("crit")),
        .header("crit", "\"b64\"", notAccepted("crit")), .header("crit", "null", notAccepted("crit")),
        .header("b64", "false", notAccepted("b64")), .header("b64", "true", notAccepted("b64")),
        .header("zip", "\"DEF\"", notAccepted("zip")), .header("enc", "\"A128GCM\"", notAccepted("enc")),
        .header("p2c", "2147483648", notAccepted("p2c")),
        .header("cty", "\"JWT\"", "the token holds another token, which is not accepted"),
        .header("cty", "\"application/jwt\"", "the token holds another token, which is not accepted"),
        .header("cty", "1", "the token's \"cty\" is not a string"),
    ]

    static let types: [RefusedToken] = [
        .header("typ", nil, badType), .header("typ", "\"JWT\"", badType), .header("typ", "\"dpop+jwt\"", badType),
        .header("typ", "\"id_token\"", badType), .header("typ", "\"logout+jwt\"", badType),
        .header("typ", "\"at+jwt \"", badType), .header("typ", "\"application/application/at+jwt\"", badType),
        .header("typ", "1", "the token's \"typ\" is not a string"),
    ]

    @Test(
        "A hostile header is refused with its exact reason",
        arguments: algorithms + confusions + families + keyNames + parameters + types
    )
    func refused(_ token: RefusedToken) async throws {
        let failure = await (try Fixture()).failure(try token.make())
        #expect(failure?.kind == .invalid)
        #expect(failure?.reason == token.reason)
    }

    @Test("An algorithm that the issuer may not use is refused, though its key is there")
    func algorithmNotAllowed() async throws {
        let fixture = try Fixture(algorithms: [.edDSA])
        let failure = await fixture.failure(try TokenText().signed())
        #expect(failure?.reason == "the issuer may not sign with ES256")
    }

    @Test("An unknown key name asks the source for newer keys once, and for nothing else")
    func unknownKeyRefreshes() async throws {
        let fixture = try Fixture()
        _ = await fixture.failure(try TokenText().header("kid", "\"nobody\"").signed())
        #expect(fixture.source.refreshes == 1)
        _ = await fixture.failure(try TokenText().header("alg", "\"none\"").signed())
        #expect(fixture.source.refreshes == 1)
    }

    @Test("A key that cannot be had now is not the caller's mistake")
    func unavailableKeys() async throws {
        let fixture = try Fixture()
        fixture.source.fail(with: KeysUnavailable(retryAfter: .seconds(5), reason: "connection refused"))
        let failure = await fixture.failure(try TokenText().header("kid", "\"nobody\"").signed())
        #expect(failure?.kind == .unavailable(retryAfter: .seconds(5)))
        #expect(failure?.reason == "the keys of issuer https://issuer.example cannot be had: connection refused")
    }

    @Test("A junk token with another algorithm does not spoil the key for genuine tokens")
    func junkDoesNotPoison() async throws {
        let fixture = try Fixture()
        for algorithm in ["RS512", "PS256", "HS256", "ES384", "none"] {
            let junk = TokenText().header("alg", "\"\(algorithm)\"").header("kid", "\"RS256\"")
            #expect(await fixture.failure(junk.signed { _ in [1, 2, 3] }) != nil)
        }
        #expect(await fixture.failure(try TokenText(algorithm: "RS256").signed("RS256")) == nil)
    }

    @Test(
        "An access token's type counts in any case and with its prefix",
        arguments: [
            "at+jwt", "AT+JWT", "application/at+jwt", "Application/AT+JWT",
        ])
    func acceptedTypes(_ type: String) async throws {
        let token = try TokenText().header("typ", "\"\(type)\"").signed()
        #expect(await (try Fixture()).failure(token) == nil)
    }

    @Test("Without a key name a token gets a key only where the issuer has exactly one for its algorithm")
    func noKeyName() async throws {
        let fixture = try Fixture()
        #expect(await fixture.failure(try TokenText().header("kid", nil).signed()) == nil)
        let key = try TestKeys.verificationKey(.es256)
        let point = [UInt8](P256.Signing.PrivateKey().publicKey.rawRepresentation)
        let other = try VerificationKey(
            id: "other",
            algorithm: .es256,
            x: [UInt8](point[..<32]),
            y: [UInt8](point[32...])
        )
        fixture.source.replace(with: KeySnapshot([key, other]))
        let failure = await fixture.failure(try TokenText().header("kid", nil).signed())
        #expect(failure?.reason == "the token names no key, and its issuer does not have exactly one for ES256")
    }
}
