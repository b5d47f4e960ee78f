import Gatehouse
import GatehouseFetch
import Testing

@testable import GatehouseAuth

@Suite("An issuer that answers badly, over real sockets")
struct KeyServerFaultTests {
    private static let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
    private static let large = String(repeating: " ", count: 10 * 1024 * 1024)
    private static let manyKeys =
        "{\"keys\":[" + Array(repeating: "{\"kty\":\"EC\"}", count: 10_000).joined(separator: ",") + "]}"

    /// How an issuer may fail, by the name that a failure shows.
    static let faults: [(String, FaultServer.Reply)] = [
        ("500", .answer("{}", status: 500)), ("404", .answer("{}", status: 404)), ("hang", .hang),
        ("drip", .drip(head + "Content-Length: 9000\r\n\r\n" + String(repeating: " ", count: 9_000))),
        ("truncated", .raw(head + "Content-Length: 4000\r\n\r\n{\"keys\":[{\"kty\"")), ("closed", .raw("")),
        ("HTML", .answer("<html>maintenance</html>", type: "text/html")),
        ("HTML as JSON", .answer("<html>maintenance</html>")), ("{}", .answer("{}")),
        ("no keys", .answer("{\"keys\":[]}")),
        ("10 MiB", .answer(large)), ("without end", .endless), ("10,000 keys", .answer(manyKeys)),
        ("redirect", .answer("", status: 302, fields: ["Location: http://127.0.0.1:9/other"])),
        ("redirect to a file", .answer("", status: 301, fields: ["Location: file:///etc/passwd"])),
        ("a secret alone", .answer("{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0\",\"kid\":\"ES256\"}]}")),
    ]

    @Test("The known keys stay, the fetch ends in time, and genuine tokens are taken all the while", arguments: faults)
    func fault(_ name: String, _ reply: FaultServer.Reply) async throws {
        let good = String(decoding: RemoteFixture.keys, as: UTF8.self)
        try await FaultServer.run { _ in
            .answer(good)
        } _: { server in
            let fetch = OutgoingFetch(
                OutgoingOptions(plainText: .loopback, connectTimeout: .seconds(1), timeout: .milliseconds(500)))
            let clock = ManualRefreshClock()
            let reader = RemoteKeyReader(
                issuer: TokenText.issuer, location: .keySet("\(server.origin)/keys"), rsaAlgorithm: .rs256,
                fetch: fetch)
            let log = RecordedLog()
            let source = RemoteKeySource(reader, RemoteKeyOptions(), clock: clock.clock, logger: log.logger)
            try #require(await source.load())
            let trusted = TrustedIssuer(
                issuer: TokenText.issuer, audiences: [TokenText.audience], algorithms: [.es256], keys: source)
            let authenticator = try JWTAuthenticator(issuers: [trusted], cacheCapacity: 0, now: { TokenText.now })
            let credentials = Credentials(authorization: ["Bearer \(try TokenText().signed())"])
            let known = source.keys(at: TokenText.now)
            server.answer { _ in reply }
            clock.advance(by: .seconds(299))
            let start = ContinuousClock.now
            await source.load()
            #expect(start.duration(to: .now) < .seconds(5))
            #expect(server.requests.count == 2)
            #expect(source.keys(at: TokenText.now) === known)
            #expect(log.lines.last == "the keys of an issuer cannot be fetched; the known ones stay")
            #expect(try await authenticator.authenticate(credentials).subject == "alice")
            server.answer { _ in .answer(good) }
            clock.advance(by: .seconds(20))
            await source.load()
            #expect(log.lines.last == "the keys of an issuer can be fetched again")
            await fetch.close()
        }
    }

    @Test("A cold start of a thousand tokens over a real socket causes one request")
    func stampede() async throws {
        let good = String(decoding: RemoteFixture.keys, as: UTF8.self)
        try await FaultServer.run { _ in
            .answer(good)
        } _: { server in
            let fetch = OutgoingFetch(OutgoingOptions(plainText: .loopback))
            // Patience without end, so that a slow machine refuses nobody here.
            let source = RemoteKeySource(
                issuer: TokenText.issuer, location: .keySet("\(server.origin)/keys"),
                options: RemoteKeyOptions(patience: .seconds(60)), fetch: fetch)
            let trusted = TrustedIssuer(
                issuer: TokenText.issuer, audiences: [TokenText.audience], algorithms: [.es256], keys: source)
            let authenticator = try JWTAuthenticator(issuers: [trusted], cacheCapacity: 0, now: { TokenText.now })
            let token = try TokenText().signed()
            let taken = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<1_000 {
                    group.addTask {
                        let credentials = Credentials(authorization: ["Bearer \(token)"])
                        return (try? await authenticator.authenticate(credentials)) != nil
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(taken == 1_000)
            #expect(server.requests.count == 1)
            await fetch.close()
        }
    }

    @Test("A token that names a place of keys causes no request there")
    func namedPlaces() async throws {
        try await FaultServer.run { _ in
            .answer("{}")
        } _: { server in
            let fixture = try RemoteFixture(ScriptedFetch(RemoteFixture.keys))
            await fixture.source.load()
            let places = ["\(server.origin)/keys", "file:///etc/passwd"]
            for name in ["jku", "x5u", "kid", "iss", "x5c", "jwk", "x5t"] {
                for place in places {
                    let token = try RemoteFixture.lasting().header(name, "\"\(place)\"").signed()
                    let claim = try RemoteFixture.lasting().claim(name == "kid" ? "iss" : name, "\"\(place)\"").signed()
                    _ = await fixture.failure(token)
                    _ = await fixture.failure(claim)
                }
            }
            #expect(server.connections == 0)
            #expect(fixture.fetch.urls == [RemoteFixture.url])
        }
    }
}
