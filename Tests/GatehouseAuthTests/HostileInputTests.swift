import Gatehouse
import Logging
import Testing

@testable import GatehouseAuth

@Suite("Whatever comes")
struct HostileInputTests {
    /// A random number generator that gives the same numbers in every run.
    private struct Numbers {
        var state: UInt64

        mutating func next(below bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
    }

    @Test("A token with random changes is refused, and nothing traps")
    func randomChanges() async throws {
        let fixture = try Fixture(cacheCapacity: 0)
        let genuine = [UInt8](try TokenText(algorithm: "HS256").signed("HS256").utf8)
        var numbers = Numbers(state: 20_260_728)
        for _ in 0..<3_000 {
            var token = genuine
            for _ in 0...numbers.next(below: 3) {
                let position = numbers.next(below: token.count)
                switch numbers.next(below: 3) {
                case 0: token[position] = UInt8(numbers.next(below: 256))
                case 1: token.remove(at: position)
                default: token.insert(UInt8(ascii: numbers.next(below: 2) == 0 ? "." : "A"), at: position)
                }
            }
            guard token != genuine else { continue }
            #expect(await fixture.failure(String(decoding: token, as: UTF8.self)) != nil)
        }
    }

    @Test("Random bytes under a good signature are refused, and nothing traps")
    func randomClaims() async throws {
        let fixture = try Fixture(cacheCapacity: 0)
        // Without what stands from here on no token is good.
        let genuine = TokenText(algorithm: "HS256").claimsJSON().prefix { $0 != "j" }
        var numbers = Numbers(state: 17)
        for _ in 0..<2_000 {
            let end = numbers.next(below: genuine.utf8.count)
            let text = String(genuine.prefix(end)) + ["", "}", "]", "\"", "\u{0}", "{"][numbers.next(below: 6)]
            let token = try TokenText(algorithm: "HS256").claimsText(text).signed("HS256")
            #expect(await fixture.failure(token) != nil)
        }
    }

    private static let names = [
        "iss", "sub", "aud", "exp", "nbf", "iat", "jti", "client_id", "azp", "roles", "scope", "scp", "cnf", "typ",
        "token_use",
    ]
    private static let values = [
        "null", "true", "0", "-0", "-1", "1.5", "1e308", "-1e308", "1e999", "9223372036854775807",
        "9223372036854775808", "-9223372036854775808", "\"\"", "\"\\u0000\"", "[]", "[null]", "[[]]", "[{}]", "{}",
        "{\"a\":[{\"b\":1}]}",
    ]

    @Test("A claim of any kind is refused or taken, and nothing traps", arguments: names)
    func everyKind(_ name: String) async throws {
        for policy in [TypePolicy.accessToken, .untyped] {
            let fixture = try Fixture(cacheCapacity: 0) { $0.typePolicy = policy }
            for value in Self.values {
                let token = try TokenText(algorithm: "HS256").claim(name, value).signed("HS256")
                let kind = await fixture.failure(token)?.kind
                #expect(kind == nil || kind == .invalid)
                if ["iss", "sub", "aud", "cnf"].contains(name), value != "\"\\u0000\"" || name != "sub" {
                    #expect(kind == .invalid)
                }
            }
        }
    }

    @Test("What is too long is refused before it is looked into: two hundred times a megabyte within a second")
    func longTokens() async throws {
        let fixture = try Fixture(cacheCapacity: 0)
        let dots = String(repeating: ".", count: 1_000_000)
        let letters = String(repeating: "A", count: 1_000_000)
        let start = ContinuousClock.now
        for _ in 0..<100 {
            #expect(await fixture.failure(dots)?.reason == "the token has more than 16384 bytes")
            #expect(await fixture.failure(letters)?.reason == "the token has more than 16384 bytes")
        }
        #expect(start.duration(to: .now) < .seconds(1))
    }

    /// The quickest of several runs, so that what else the machine does is not counted.
    @Test(
        "What is too long costs no more than a millisecond", arguments: [".", "A", "{", "eyJ."], [16_385, 1_000_000])
    func timeOfLongTokens(_ piece: String, _ length: Int) async throws {
        let fixture = try Fixture(cacheCapacity: 0)
        let text = String(String(repeating: piece, count: length).prefix(length))
        var quickest = Duration.seconds(60)
        for _ in 0..<20 {
            let start = ContinuousClock.now
            let failure = await fixture.failure(text)
            quickest = min(quickest, start.duration(to: .now))
            #expect(failure?.reason == "the token has more than 16384 bytes")
        }
        #expect(quickest < .milliseconds(1))
    }

    @Test("A rotation amongst many requests refuses none of them")
    func rotationUnderLoad() async throws {
        let folder = try TemporaryDirectory()
        let clock = TestClock(TokenText.now)
        let issuer = try LocalIssuer.open(directory: folder.file("keys"), now: clock.now)
        let command = try LocalIssuer.open(directory: folder.file("keys"), now: clock.now)
        let authenticator = try JWTAuthenticator(issuers: [issuer.trusted(audiences: ["a"])], now: clock.now)
        try command.rotate()
        let tokens = try (0..<64).map { try command.issue(TokenRequest(subject: "\($0)", audience: ["a"])) }
        let subjects = try await withThrowingTaskGroup(of: String.self) { group in
            for token in tokens {
                group.addTask {
                    try await authenticator.authenticate(Credentials(authorization: ["Bearer \(token)"])).subject
                }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(subjects.count == 64)
    }

    @Test("A setting that weakens the checks is logged as a warning")
    func loudPolicy() throws {
        let log = RecordedLog()
        let keys = FixedKeys(KeySnapshot([]))
        var issuer = TrustedIssuer(issuer: "i", audiences: ["a"], algorithms: [.edDSA], keys: keys)
        _ = try JWTAuthenticator(issuers: [issuer], logger: log.logger)
        #expect(log.lines.isEmpty)
        issuer.typePolicy = .untyped
        _ = try JWTAuthenticator(issuers: [issuer], logger: log.logger)
        let expected =
            "tokens of this issuer need not say that they are access tokens (RFC 9068): an ID token may pass for one"
        #expect(log.lines == [expected])
    }
}
