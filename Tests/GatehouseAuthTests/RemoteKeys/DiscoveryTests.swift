import Gatehouse
import GatehouseFetch
import Testing

@testable import GatehouseAuth

@Suite("Where an issuer says that its keys are")
struct DiscoveryTests {
    private static let openID = "https://issuer.example/.well-known/openid-configuration"
    private static let oauth = "https://issuer.example/.well-known/oauth-authorization-server"

    private static func metadata(
        issuer: String = TokenText.issuer,
        keys: String = "\"https://keys.example/set\""
    ) -> [UInt8] {
        Array("{\"issuer\":\"\(issuer)\",\"jwks_uri\":\(keys)}".utf8)
    }

    /// An issuer whose metadata stands at one URL, and whose keys at the one that it names.
    private static func fixture(
        _ discovery: KeyLocation.Discovery = .automatic,
        at url: String = openID,
        metadata: [UInt8] = metadata()
    ) throws -> RemoteFixture {
        let fetch = ScriptedFetch { asked in
            switch asked {
            case url: .success(ScriptedFetch.response(metadata))
            case "https://keys.example/set": .success(ScriptedFetch.response(RemoteFixture.keys))
            default: .failure(OutgoingFailure(.unacceptable, "the answer has status 404", status: 404))
            }
        }
        return try RemoteFixture(fetch, location: .discovery(of: TokenText.issuer, discovery))
    }

    @Test("The metadata is looked for where clients of MCP look for it, and the keys where it says")
    func automatic() async throws {
        let fixture = try Self.fixture()
        #expect(await fixture.source.load())
        #expect(fixture.fetch.urls == [Self.oauth, Self.openID, "https://keys.example/set"])
    }

    @Test("Later on only the keys are fetched, until that fails")
    func remembered() async throws {
        let fixture = try Self.fixture(.openID)
        await fixture.source.load()
        fixture.clock.advance(by: .seconds(299))
        await fixture.source.load()
        #expect(fixture.fetch.urls == [Self.openID, "https://keys.example/set", "https://keys.example/set"])
        fixture.fetch.fail()
        fixture.clock.advance(by: .seconds(299))
        await fixture.source.load()
        fixture.clock.advance(by: .seconds(12))
        await fixture.source.load()
        #expect(fixture.fetch.urls.suffix(2) == ["https://keys.example/set", Self.openID])
    }

    @Test(
        "The well-known name stands behind an OpenID issuer, and before an OAuth issuer's path",
        arguments: [
            ("https://a.example", ["https://a.example/.well-known/openid-configuration"], "openid"),
            ("https://a.example/", ["https://a.example/.well-known/openid-configuration"], "openid"),
            (
                "https://a.example:8443/realms/x",
                ["https://a.example:8443/realms/x/.well-known/openid-configuration"], "openid"
            ),
            ("https://a.example", ["https://a.example/.well-known/oauth-authorization-server"], "oauth"),
            (
                "https://a.example/realms/x/",
                ["https://a.example/.well-known/oauth-authorization-server/realms/x"], "oauth"
            ),
            (
                "https://a.example/x",
                [
                    "https://a.example/.well-known/oauth-authorization-server/x",
                    "https://a.example/.well-known/openid-configuration/x",
                    "https://a.example/x/.well-known/openid-configuration",
                ], "auto"
            ),
        ])
    func places(_ issuer: String, _ urls: [String], _ way: String) throws {
        let discovery: KeyLocation.Discovery = way == "openid" ? .openID : way == "oauth" ? .oauth : .automatic
        #expect(try KeyLocation.discovery(of: issuer, discovery).place == .metadata(urls: urls))
    }

    @Test("An issuer that is no URL cannot be discovered", arguments: ["urn:a", "a.example", "https://", "ftp://a"])
    func noURL(_ issuer: String) {
        #expect(throws: AuthenticationConfigurationError.self) { try KeyLocation.discovery(of: issuer) }
    }

    @Test(
        "Metadata of another issuer, or without keys, is not followed",
        arguments: [
            metadata(issuer: "https://issuer.example/"), metadata(issuer: "https://ISSUER.example"),
            metadata(issuer: "https://other.example"), metadata(keys: "7"), metadata(keys: "null"),
            metadata(keys: "\"file:///etc/passwd\""),
            metadata(keys: "\"https://a.example/\\nforged line\""),
            metadata(keys: "\"https://a.example/" + String(repeating: "a", count: 2_100) + "\""),
            Array("{\"jwks_uri\":\"https://keys.example/set\"}".utf8), Array("[]".utf8), Array("<html>".utf8),
            Array("{\"issuer\":\"https://issuer.example\",\"issuer\":\"x\",\"jwks_uri\":\"https://a\"}".utf8),
        ])
    func refused(_ metadata: [UInt8]) async throws {
        let fixture = try Self.fixture(.openID, metadata: metadata)
        #expect(await fixture.source.load() == false)
        #expect(fixture.fetch.urls == [Self.openID])
    }

    @Test(
        "The place of the keys is asked by the same rules as every other",
        arguments: ["http://a.example/", "file:///k"])
    func keysElsewhere(_ url: String) async throws {
        let fetch = OutgoingFetch()
        let issuer = TokenText.issuer
        let reader = RemoteKeyReader(
            issuer: issuer, location: .keySet(url), rsaAlgorithm: .rs256, fetch: fetch)
        await #expect(throws: VerificationKeyError.self) { try await reader.read(from: nil) }
        await fetch.close()
    }

    @Test(
        "Cache-Control says how long keys count",
        arguments: [
            (nil, nil), ("", nil), ("public", nil), ("max-age=60", 60), ("public, Max-Age=\"120\"", 120),
            ("max-age=60, max-age=10", 10), ("no-store", 0), ("no-cache, max-age=60", 0), ("max-age=soon", 0),
            ("max-age=-1", 0), ("max-age=99999999999999999999", 31_536_000), ("s-maxage=5", nil),
        ] as [(String?, Int?)])
    func cacheControl(_ field: String?, _ seconds: Int?) {
        let response = ScriptedFetch.response([], cacheControl: field)
        #expect(CacheLifetime.of(response) == seconds.map { Duration.seconds($0) })
    }

    @Test("The time that an answer lay elsewhere is taken off")
    func age() {
        let fields = [("cache-control", "max-age=60"), ("age", "45")]
        #expect(CacheLifetime.of(OutgoingResponse(fields: fields, body: [])) == .seconds(15))
        let old = [("cache-control", "max-age=60"), ("age", "90")]
        #expect(CacheLifetime.of(OutgoingResponse(fields: old, body: [])) == .zero)
    }
}
