import Gatehouse
import GatehouseJSON
import Testing

@testable import GatehouseAuth

@Suite("Tokens that are bound to a key, with proofs")
struct DPoPTests {
    /// What is wrong with a proof, and the reason in the log.
    private struct Wrong: Sendable, CustomTestStringConvertible {
        let reason: String
        let change: @Sendable (ProofText) -> ProofText
        var testDescription: String { reason }

        init(_ reason: String, _ change: @escaping @Sendable (ProofText) -> ProofText) {
            self.reason = reason
            self.change = change
        }
    }

    private static let wrong: [Wrong] = [
        Wrong("its \"typ\" is not \"dpop+jwt\"") { $0.header("typ", "\"at+jwt\"") },
        Wrong("its \"typ\" is not \"dpop+jwt\"") { $0.header("typ", nil) },
        Wrong("its \"alg\" is not an algorithm that proofs may have here") { $0.header("alg", "\"none\"") },
        Wrong("its \"alg\" is not an algorithm that proofs may have here") { $0.header("alg", "\"HS256\"") },
        Wrong("its \"alg\" is not the algorithm of its key") { $0.header("alg", "\"ES384\"") },
        Wrong("its header has \"crit\", which is not accepted") { $0.header("crit", "[\"x\"]") },
        Wrong("its header has \"jku\", which is not accepted") { $0.header("jku", "\"https://evil.example\"") },
        Wrong("its header has no \"jwk\" object") { $0.header("jwk", nil) },
        Wrong("its header has no \"jwk\" object") { $0.header("jwk", "\"x\"") },
        Wrong("its \"jwk\" has \"d\", a part of a private key or a secret") {
            $0.header("jwk", ProofText.jwk(ProofText.key, ",\"d\":\"AAAA\""))
        },
        Wrong("its \"jwk\" has \"k\", a part of a private key or a secret") {
            $0.header("jwk", "{\"kty\":\"oct\",\"k\":\"AAAA\"}")
        },
        Wrong("its signature does not hold") { $0.header("jwk", ProofText.jwk(ProofText.otherKey)) },
        Wrong("its \"jti\" is not a string of 1 to 256 bytes") { $0.claim("jti", nil) },
        Wrong("its \"jti\" is not a string of 1 to 256 bytes") { $0.claim("jti", "\"\"") },
        Wrong("its \"jti\" is not a string of 1 to 256 bytes") { $0.claim("jti", "7") },
        Wrong("its \"htm\" is not the request's method") { $0.claim("htm", "\"GET\"") },
        Wrong("its \"htm\" is not the request's method") { $0.claim("htm", "\"post\"") },
        Wrong("its \"htu\" is not the request's URL") { $0.claim("htu", "\"https://mcp.example/other\"") },
        Wrong("its \"htu\" is not the request's URL") { $0.claim("htu", "\"http://mcp.example/mcp\"") },
        Wrong("its \"htu\" is not the request's URL") { $0.claim("htu", "\"https://evil.example/mcp\"") },
        Wrong("its \"htu\" is not the request's URL") { $0.claim("htu", "\"https://mcp.example:444/mcp\"") },
        Wrong("its \"htu\" is not the request's URL") { $0.claim("htu", "\"https://a@mcp.example/mcp\"") },
        Wrong("its \"iat\" is not a time in seconds since 1970") { $0.claim("iat", nil) },
        Wrong("its \"iat\" is not a time in seconds since 1970") { $0.claim("iat", "\"\(TokenText.now)\"") },
        Wrong("its \"iat\" is not a time in seconds since 1970") { $0.claim("iat", "1e300") },
        Wrong("it is from the future") { $0.claim("iat", "\(TokenText.now + 6)") },
        Wrong("it is too old") { $0.claim("iat", "\(TokenText.now - 61)") },
        Wrong("its \"ath\" is not the hash of the token") { $0.claim("ath", nil) },
        Wrong("its \"ath\" is not the hash of the token") { $0.claim("ath", "\"AAAA\"") },
    ]

    @Test("A proof that does not hold is refused with its exact reason, and one answer for all", arguments: wrong)
    private func refusals(_ wrong: Wrong) async throws {
        let fixture = try DPoPFixture()
        let failure = try await fixture.failure(wrong.change(ProofText(for: fixture.token)))
        #expect(failure == AuthenticationFailure(.invalidProof, reason: "the DPoP proof: \(wrong.reason)"))
    }

    @Test("A request of the DPoP scheme needs exactly one proof")
    func count() async throws {
        let fixture = try DPoPFixture()
        let proof = try ProofText(for: fixture.token).signed()
        let none = await fixture.authenticator.failure(.post(["DPoP \(fixture.token)"]))
        #expect(none == AuthenticationFailure(.invalidProof, reason: "the DPoP proof: the request has none"))
        let two = await fixture.authenticator.failure(
            .post(["DPoP \(fixture.token)"], fields: [("dpop", proof), ("dpop", proof)]))
        #expect(two == AuthenticationFailure(.invalidProof, reason: "the DPoP proof: the request has more than one"))
    }

    @Test("A proof counts once; after its time is over it is too old instead")
    func replay() async throws {
        let fixture = try DPoPFixture()
        let proof = ProofText(for: fixture.token)
        #expect(try await fixture.failure(proof) == nil)
        let again = AuthenticationFailure(.invalidProof, reason: "the DPoP proof: it was used before")
        #expect(try await fixture.failure(proof) == again)
        fixture.pass(60)
        #expect(try await fixture.failure(proof) == again)
        fixture.pass(1)
        #expect(try await fixture.failure(proof)?.reason == "the DPoP proof: it is too old")
        let fresh = ProofText(for: fixture.token).claim("iat", "\(TokenText.now + 61)")
        #expect(try await fixture.failure(fresh) == nil)
    }

    @Test("Where there is no room to remember proofs, new ones are refused, and nobody takes another one's room")
    func replayRoom() async throws {
        let fixture = try DPoPFixture { ($0.capacity, $0.capacityPerKey) = (3, 2) }
        for number in 0..<2 {
            #expect(try await fixture.failure(ProofText(for: fixture.token, jti: "a\(number)")) == nil)
        }
        let full = try await fixture.failure(ProofText(for: fixture.token, jti: "a2"))
        guard case .unavailable = full?.kind.answer else {
            Issue.record("expected unavailable, found \(String(describing: full))")
            return
        }
        #expect(full?.reason == "there is no room to remember more DPoP proofs")
        let other = try DPoPFixture.token("{\"jkt\":\"\(ProofText.thumbprint(ProofText.otherKey))\"}")
        let proof = ProofText(for: other, key: ProofText.otherKey)
        #expect(try await fixture.failure(proof, token: other) == nil)
        fixture.pass(80)
        let later = ProofText(for: fixture.token, jti: "a3").claim("iat", "\(TokenText.now + 80)")
        #expect(try await fixture.failure(later) == nil)
    }

    @Test("A clock that is set ahead and back again does not let a proof count twice", arguments: [80, 300])
    func clockThatJumps(_ seconds: Int64) async throws {
        let fixture = try DPoPFixture()
        let proof = ProofText(for: fixture.token, jti: "once")
        #expect(try await fixture.failure(proof) == nil)
        fixture.clock.advance(by: seconds)
        let ahead = ProofText(for: fixture.token, jti: "ahead").claim("iat", "\(TokenText.now + seconds)")
        // A proof that holds has what is over forgotten.
        #expect(try await fixture.failure(ahead) == nil)
        fixture.clock.advance(by: -seconds)
        #expect(try await fixture.failure(proof)?.reason == "the DPoP proof: it was used before")
        fixture.clock.advance(by: -seconds)
        fixture.pass(seconds)
        #expect(try await fixture.failure(proof)?.reason == "the DPoP proof: it was used before")
    }

    @Test("Proofs for tokens that do not hold are not remembered, so that strangers cannot take the room")
    func strangers() async throws {
        let fixture = try DPoPFixture { ($0.capacity, $0.capacityPerKey) = (1, 1) }
        let bent = TokenText().claim("cnf", "{\"jkt\":\"\(ProofText.thumbprint(ProofText.key))\"}").signed { _ in
            [UInt8](repeating: 1, count: 64)
        }
        for number in 0..<10 {
            let failure = try await fixture.failure(ProofText(for: bent, jti: "x\(number)"), token: bent)
            #expect(failure == AuthenticationFailure(.invalid, reason: "the token's signature does not hold"))
        }
        #expect(try await fixture.failure(ProofText(for: fixture.token)) == nil)
    }

    @Test("A bound token without its proof, or with the proof of another key, is refused")
    func binding() async throws {
        let fixture = try DPoPFixture()
        let bearer = await fixture.authenticator.failure(.post(["Bearer \(fixture.token)"]))
        #expect(
            bearer
                == AuthenticationFailure(
                    .invalid, reason: "the token is bound to a DPoP key, and came without the DPoP scheme"))
        let stolen = try await fixture.failure(ProofText(for: fixture.token, key: ProofText.otherKey))
        #expect(stolen == AuthenticationFailure(.invalid, reason: "the token is bound to another DPoP key"))
        let free = try DPoPFixture.token(nil)
        let unbound = try await fixture.failure(ProofText(for: free), token: free)
        #expect(unbound == AuthenticationFailure(.invalid, reason: "the token is not bound to a DPoP key"))
        // A remembered token is held to its key as well.
        #expect(try await fixture.failure(ProofText(for: fixture.token)) == nil)
        #expect(await fixture.authenticator.failure(.post(["Bearer \(fixture.token)"])) == bearer)
    }

    @Test(
        "A binding that cannot be verified refuses the token, whatever it is",
        arguments: [
            "{}", "7", "null", "\"x\"", "{\"kid\":\"a\"}", "{\"jwk\":{}}", "{\"jkt\":7}", "{\"jkt\":\"\"}",
            "{\"x5t#S256\":\"AAAA\"}", "{\"jkt\":\"a\",\"osc\":\"b\"}",
        ])
    func unverified(_ confirmation: String) async throws {
        let fixture = try DPoPFixture()
        let token = try DPoPFixture.token(confirmation)
        let failure = await fixture.authenticator.failure(.post(["Bearer \(token)"]))
        #expect(failure == AuthenticationFailure(.invalid, reason: TokenBinding.unverified))
    }

    @Test("Where all tokens must be bound, a bearer token is refused, and no bearer challenge is offered")
    func demand() async throws {
        let fixture = try DPoPFixture(demand: .allTokens)
        let free = try DPoPFixture.token(nil)
        let failure = await fixture.authenticator.failure(.post(["Bearer \(free)"]))
        #expect(failure == AuthenticationFailure(.invalid, reason: "the token is not bound to a key"))
        #expect(fixture.authenticator.challengeSchemes.map(\.name) == ["DPoP"])
        #expect(try await fixture.failure(ProofText(for: fixture.token)) == nil)
        #expect(throws: AuthenticationConfigurationError.self) {
            try ProofOfPossession(dpop: nil, demand: .allTokens)
        }
    }

    @Test("The challenge names the algorithms, and the field is asked for")
    func challenge() throws {
        let authenticator = try DPoPFixture().authenticator
        #expect(authenticator.headerFieldNames == ["dpop"])
        #expect(authenticator.challengeSchemes.map(\.name) == ["Bearer", "DPoP"])
        #expect(authenticator.challengeSchemes.last?.parameters.map(\.value) == ["ES256 ES384 EdDSA PS256"])
    }

    @Test("A proof without the server's nonce is asked for one, and the nonce counts for its time")
    func nonce() async throws {
        let fixture = try DPoPFixture { $0.nonces = try DPoPNonces(lifetime: .seconds(20)) }
        let proof = ProofText(for: fixture.token)
        guard case .nonceNeeded(let nonce) = try await fixture.failure(proof)?.kind.answer else {
            Issue.record("no nonce was asked for")
            return
        }
        #expect(try await fixture.failure(proof.claim("nonce", "\"\(nonce)\"")) == nil)
        for wrong in ["", "AAAA", String(nonce.dropLast()) + (nonce.last == "A" ? "B" : "A"), nonce + nonce] {
            let failure = try await fixture.failure(proof.claim("nonce", "\"\(wrong)\"").claim("jti", "\"n\""))
            #expect(failure != nil)
        }
        fixture.pass(20)
        let late = try await fixture.failure(proof.claim("nonce", "\"\(nonce)\"").claim("jti", "\"late\""))
        #expect(late?.reason == "the DPoP proof's nonce does not count any more")
        let foreign = try DPoPNonces().nonce(at: TokenText.now)
        #expect(try await fixture.failure(proof.claim("nonce", "\"\(foreign)\"")) != nil)
        let secret = [UInt8](repeating: 5, count: 32)
        let shared = try DPoPNonces(secret: secret).nonce(at: TokenText.now)
        #expect(try DPoPNonces(secret: secret).accepts(shared, at: TokenText.now + 1))
    }

    @Test(
        "The URL is compared without query and fragment, and normalized",
        arguments: [
            "https://mcp.example/mcp?a=b", "https://mcp.example/mcp#x", "HTTPS://MCP.EXAMPLE/mcp",
            "https://mcp.example:443/mcp", "https://mcp.example:/mcp", "https://mcp.example/a/../mcp",
            "https://mcp.example/./%6Dcp",
        ])
    func sameURL(_ url: String) async throws {
        let fixture = try DPoPFixture()
        #expect(try await fixture.failure(ProofText(for: fixture.token).claim("htu", "\"\(url)\"")) == nil)
    }

    @Test("Behind a proxy the URL is the public one")
    func publicURL() async throws {
        let fixture = try DPoPFixture { $0.publicURL = "https://public.example/base/" }
        let proof = ProofText(for: fixture.token)
        #expect(try await fixture.failure(proof)?.reason == "the DPoP proof: its \"htu\" is not the request's URL")
        #expect(try await fixture.failure(proof.claim("htu", "\"https://public.example/base/mcp\"")) == nil)
    }

    @Test("A token that is bound to a certificate is taken from its client alone")
    func certificates() async throws {
        let certificate = ClientCertificate(subject: "CN=a", der: [1, 2, 3])
        let token = try DPoPFixture.token("{\"x5t#S256\":\"\(certificate.thumbprint)\"}")
        let fixture = try DPoPFixture(certificates: .verified)
        #expect(await fixture.authenticator.failure(.post(["Bearer \(token)"], certificate: certificate)) == nil)
        let none = await fixture.authenticator.failure(.post(["Bearer \(token)"]))
        #expect(none?.reason == "the token is bound to a certificate, and the client showed none")
        let other = ClientCertificate(subject: "CN=a", der: [1, 2, 4])
        let stolen = await fixture.authenticator.failure(.post(["Bearer \(token)"], certificate: other))
        #expect(stolen?.reason == "the token is bound to another certificate")
        #expect(stolen?.kind == .invalid)
    }

    @Test("A thumbprint is that of RFC 7638's example, and of RFC 8037's")
    func thumbprints() throws {
        let rsa: JSONObject = [
            "kty": "RSA", "e": "AQAB", "alg": "RS256", "kid": "2011-04-29",
            "n": .string(
                "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCi"
                    + "FV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZ"
                    + "gnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBni"
                    + "Iqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"),
        ]
        #expect(JWKThumbprint.sha256(of: rsa) == "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs")
        let edwards: JSONObject = [
            "kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
        ]
        #expect(JWKThumbprint.sha256(of: edwards) == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k")
        #expect(JWKThumbprint.sha256(of: ["kty": "oct", "k": "AAAA"]) == nil)
    }

    @Test("Options that make no sense are refused")
    func options() {
        let wrong: [(String, (inout DPoPOptions) -> Void)] = [
            ("DPoP: allow at least one algorithm, and none with a shared secret", { $0.algorithms = [.hs256] }),
            ("DPoP: allow at least one algorithm, and none with a shared secret", { $0.algorithms = [] }),
            ("DPoP: the greatest age of a proof must be from 1 to 300 seconds", { $0.maximumAge = .seconds(301) }),
            ("DPoP: the leeway must be from 0 to 60 seconds", { $0.leeway = .seconds(61) }),
            ("DPoP: there must be room to remember proofs", { $0.capacity = 0 }),
        ]
        for (text, change) in wrong {
            var options = DPoPOptions()
            change(&options)
            let error = #expect(throws: AuthenticationConfigurationError.self) { try ProofOfPossession(dpop: options) }
            #expect(error?.description == text)
        }
    }
}
