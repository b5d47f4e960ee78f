import Foundation
import Gatehouse
import GatehouseJSON
import Testing

@testable import GatehouseAuth

@Suite("A local issuer")
struct LocalIssuerTests {
    static let start = TokenText.now
    let folder: TemporaryDirectory
    let clock = TestClock(LocalIssuerTests.start)

    init() throws {
        folder = try TemporaryDirectory()
    }

    private func open() throws -> LocalIssuer {
        try LocalIssuer.open(directory: folder.file("keys"), now: clock.now)
    }

    private func authenticator(_ issuer: LocalIssuer) throws -> JWTAuthenticator {
        try JWTAuthenticator(issuers: [issuer.trusted(audiences: ["urn:mcp"])], now: clock.now)
    }

    private func failure(_ token: String, _ authenticator: JWTAuthenticator) async -> String? {
        do throws(AuthenticationFailure) {
            _ = try await authenticator.authenticate(Credentials(authorization: ["Bearer \(token)"]))
            return nil
        } catch {
            return error.reason
        }
    }

    private func request(_ lifetime: Duration = .seconds(60)) -> TokenRequest {
        TokenRequest(
            subject: "alice", roles: ["operator"], scopes: ["a", "b"], audience: ["urn:mcp"], lifetime: lifetime)
    }

    @Test(
        "A folder that others may use is refused, with the command that mends it",
        arguments: [
            0o755, 0o750, 0o701, 0o777, 0o720,
        ])
    func openFolder(_ mode: Int) throws {
        _ = try open()
        try folder.setMode(mode, of: "keys")
        let error = #expect(throws: LocalIssuerError.self) { try open() }
        let path = folder.file("keys")
        #expect(error?.description == "others may read or write the folder \(path); run: chmod 700 \(path)")
    }

    @Test(
        "A key file that others may use is refused, with the command that mends it",
        arguments: [
            0o640, 0o604, 0o622, 0o644,
        ])
    func openFile(_ mode: Int) throws {
        let key = try #require(try open().keys.first)
        try folder.setMode(mode, of: "keys/key-\(key.keyID).json")
        let error = #expect(throws: LocalIssuerError.self) { try open() }
        let path = folder.file("keys/key-\(key.keyID).json")
        #expect(error?.description == "others may read or write the key file \(path); run: chmod 600 \(path)")
    }

    @Test(
        "A damaged key file is named, with what is wrong",
        arguments: [
            ("", "the text ends at byte 0, inside a value"),
            ("{", "the text ends at byte 1, inside a value"),
            ("[]", "the value: expected an object, but found an array"),
            ("{}", "/kty: expected a value, but it is missing"),
            (#"{"kty":"RSA"}"#, "/kty: expected the value that belongs to the key, but found a string"),
            (#"{"kty":"OKP","crv":"Ed25519","d":"AAAA"}"#, "/d: expected 32 bytes in base64url, but found a string"),
        ])
    func damaged(_ text: String, _ reason: String) throws {
        _ = try open()
        try folder.write(text, to: "keys/key-x.json")
        let error = #expect(throws: LocalIssuerError.self) { try open() }
        let path = folder.file("keys/key-x.json")
        let expected = "the key file \(path) is damaged: \(reason); restore it, or remove it to give its tokens up"
        #expect(error?.description == expected)
    }

    @Test("A key file under another key's name is refused")
    func renamedFile() throws {
        let key = try #require(try open().keys.first)
        let text = try String(contentsOfFile: folder.file("keys/key-\(key.keyID).json"), encoding: .utf8)
        try folder.write(text, to: "keys/key-other.json")
        let error = #expect(throws: LocalIssuerError.self) { try open() }
        #expect(error?.description.contains("it holds the key of another file") == true)
    }

    @Test(
        "A request that cannot stand in a token is refused",
        arguments: [
            (TokenRequest(subject: "", audience: ["a"]), badText("subject")),
            (TokenRequest(subject: "a\n", audience: ["a"]), badText("subject")),
            (TokenRequest(subject: "a", audience: []), "a token needs at least one audience"),
            (TokenRequest(subject: "a", audience: [""]), badText("audience")),
            (TokenRequest(subject: "a", roles: [""], audience: ["a"]), badText("role")),
            (TokenRequest(subject: "a", audience: ["a"], clientID: ""), badText("client id")),
            (
                TokenRequest(subject: "a", scopes: ["a b"], audience: ["a"]),
                "a scope has only printable ASCII characters, without space, \" and \\"
            ),
            (TokenRequest(subject: "a", audience: ["a"], lifetime: .zero), badLifetime),
            (TokenRequest(subject: "a", audience: ["a"], lifetime: .milliseconds(999)), badLifetime),
            (TokenRequest(subject: "a", audience: ["a"], lifetime: .seconds(365 * 86_400 + 1)), badLifetime),
            (
                TokenRequest(subject: "a", audience: ["a"], extra: ["exp": 1]),
                "the claim \"exp\" cannot be given as an extra claim"
            ),
            (
                TokenRequest(subject: "a", audience: ["a"], extra: ["cnf": [:]]),
                "the claim \"cnf\" cannot be given as an extra claim"
            ),
        ])
    func badRequest(_ request: TokenRequest, _ text: String) throws {
        let issuer = try open()
        let error = #expect(throws: LocalIssuerError.self) { try issuer.issue(request) }
        #expect(error?.description == text)
    }

    private static let badLifetime = "a token's lifetime is from 1 second to 365 days"

    private static func badText(_ name: String) -> String {
        "the \(name) is empty, has more than 1024 bytes, or holds a control character"
    }

    @Test("A token that no server would take is not issued")
    func hugeToken() throws {
        let issuer = try open()
        var request = request()
        request.extra = ["x": .string(String(repeating: "x", count: 16_000))]
        let error = #expect(throws: LocalIssuerError.self) { try issuer.issue(request) }
        #expect(error?.description == "the token would have more than 16384 bytes")
    }

    @Test("The folder and its files are for their owner alone")
    func modes() throws {
        let issuer = try open()
        _ = try issuer.issue(request())
        #expect(try folder.mode(of: "keys") == 0o700)
        for name in try folder.names(in: "keys") { #expect(try folder.mode(of: "keys/\(name)") == 0o600) }
    }

    @Test("Opening makes one key, and opening again keeps it")
    func restart() async throws {
        let first = try open()
        let token = try first.issue(request())
        let second = try open()
        #expect(second.keys == first.keys)
        #expect(second.keys.map(\.state) == [.current])
        #expect(await failure(token, try authenticator(second)) == nil)
    }

    @Test("A token says what was asked for")
    func token() async throws {
        let issuer = try open()
        var request = request()
        request.extra = ["tenant": "north"]
        let token = try issuer.issue(request)
        let caller = try await authenticator(issuer).authenticate(Credentials(authorization: ["Bearer \(token)"]))
        #expect(caller.subject == "alice")
        #expect(caller.issuer == "urn:gatehouse:local")
        #expect(caller.clientID == "gatehouse")
        #expect(caller.roles == ["operator"])
        #expect(caller.scopes == ["a", "b"])
        #expect(caller.expiresAt == Self.start + 60)
        #expect(caller.claims["tenant"] == "north")
        #expect(caller.claims["aud"] == "urn:mcp")
        #expect(caller.claims["iat"] == .integer(Self.start))
        #expect(caller.claims["nbf"] == .integer(Self.start))
        let header = try JSONValue(parsing: try #require(Base64URL.decode(String(token.prefix { $0 != "." }))))
        #expect(header["typ"] == "at+jwt")
        #expect(header["alg"] == "EdDSA")
        #expect(header["kid"] == .string(try #require(issuer.keys.first).keyID))
    }

    @Test("Two tokens never have the same jti")
    func uniqueTokens() throws {
        let issuer = try open()
        #expect(try issuer.issue(request()) != issuer.issue(request()))
    }

    @Test("A token for another server is refused")
    func otherAudience() async throws {
        let issuer = try open()
        let token = try issuer.issue(TokenRequest(subject: "a", audience: ["urn:other"]))
        #expect(await failure(token, try authenticator(issuer)) == "the token is not meant for this server")
    }

    @Test("A retired key verifies until its longest token has expired, and is then removed")
    func overlap() async throws {
        let issuer = try open()
        let server = try authenticator(issuer)
        let old = try issuer.issue(request(.seconds(1_000)))
        _ = try issuer.issue(request(.seconds(10)))
        clock.advance(by: 100)
        let new = try issuer.rotate()
        #expect(new.state == .current)
        #expect(issuer.keys.map(\.state) == [.current, .retired(until: Self.start + 100 + 1_000 + 300)])
        #expect(issuer.keys.first?.keyID == new.keyID)
        #expect(await failure(old, server) == nil)
        clock.advance(by: 899)
        #expect(await failure(old, server) == nil)
        clock.advance(by: 31)
        #expect(await failure(old, server) == "the token has expired")
        clock.advance(by: 371)
        #expect(await failure(old, server) == "the token's key is not valid any more")
        #expect(try open().keys.map(\.keyID) == [new.keyID])
        #expect(try folder.names(in: "keys") == [".lock", "key-\(new.keyID).json"])
    }

    @Test("After a rotation tokens are signed with the new key")
    func rotation() async throws {
        let issuer = try open()
        let server = try authenticator(issuer)
        let new = try issuer.rotate()
        let token = try issuer.issue(request())
        let header = try JSONValue(parsing: try #require(Base64URL.decode(String(token.prefix { $0 != "." }))))
        #expect(header["kid"] == .string(new.keyID))
        #expect(await failure(token, server) == nil)
    }

    @Test("A rotation by another process is noticed at the first token with the new key")
    func otherProcess() async throws {
        let server = try authenticator(try open())
        let command = try open()
        try command.rotate()
        #expect(await failure(try command.issue(request()), server) == nil)
    }

    @Test("Tokens with unknown keys make the server look at the folder ten times a second at most")
    func rateLimit() async throws {
        let issuer = try open()
        let before = await looks(issuer, at: Self.start)
        for _ in 0..<9 { _ = await looks(issuer, at: Self.start) }
        let command = try open()
        try command.rotate()
        #expect(await looks(issuer, at: Self.start) === before)
        #expect(await looks(issuer, at: Self.start + 1) !== before)
    }

    private func looks(_ issuer: LocalIssuer, at now: Int64) async -> KeySnapshot? {
        try? await issuer.refreshedKeys(at: now)
    }

    @Test("A key that is removed from the folder is given up within two seconds")
    func removedKey() async throws {
        let issuer = try open()
        let server = try authenticator(issuer)
        let token = try issuer.issue(request())
        let old = try #require(issuer.keys.first)
        try issuer.rotate()
        #expect(await failure(token, server) == nil)
        try FileManager.default.removeItem(atPath: folder.file("keys/key-\(old.keyID).json"))
        #expect(await failure(token, server) == nil)
        clock.advance(by: 2)
        #expect(await failure(token, server) == "the token's issuer has no key of the name that it gives")
    }

    @Test("A folder that breaks while the server runs leaves the known keys")
    func brokenLater() async throws {
        let issuer = try open()
        let server = try authenticator(issuer)
        let token = try issuer.issue(request())
        try folder.write("{", to: "keys/key-x.json")
        clock.advance(by: 10)
        #expect(await failure(token, server) == nil)
        #expect(throws: LocalIssuerError.self) { try issuer.issue(request()) }
    }

    @Test("A longer lifetime does not make the server verify its tokens again")
    func stableSnapshot() throws {
        let issuer = try open()
        let before = issuer.verificationKeys
        _ = try issuer.issue(request(.seconds(5_000)))
        clock.advance(by: 5)
        #expect(issuer.verificationKeys === before)
    }

    @Test("Rotations at the same time lose no key, and leave one that signs")
    func concurrentRotation() async throws {
        let tokens = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    // Each opens the folder for itself, as a process of its own does: the lock excludes both alike.
                    let issuer = try open()
                    let token = try issuer.issue(request())
                    try issuer.rotate()
                    return token
                }
            }
            return try await group.reduce(into: [String]()) { $0.append($1) }
        }
        let issuer = try open()
        #expect(issuer.keys.count == 9)
        #expect(issuer.keys.filter { $0.state == .current }.count == 1)
        for token in tokens { #expect(await failure(token, try authenticator(issuer)) == nil) }
    }

    @Test("Two keys that sign, as a crash leaves them, become one at the next start")
    func crash() throws {
        let directory = KeyDirectory(path: folder.file("keys"))
        try directory.prepare()
        let (old, new) = (StoredKey(createdAt: Self.start - 50), StoredKey(createdAt: Self.start - 10))
        try directory.save(old)
        try directory.save(new)
        let keys = try open().keys
        #expect(keys.map(\.keyID) == [new.keyID, old.keyID])
        #expect(keys.map(\.state) == [.current, .retired(until: Self.start + 300)])
    }

    @Test("A key outlives the disk")
    func roundTrip() throws {
        var key = StoredKey(createdAt: 5)
        key.retiredAt = 7
        key.longestLifetime = 11
        let read = try StoredKey(json: try JSONValue(parsing: key.jsonBytes))
        #expect(read.jsonBytes == key.jsonBytes)
        #expect(read.validUntil == 318)
    }

    @Test("A folder full of keys takes no further one, and stays good")
    func fullFolder() throws {
        let directory = KeyDirectory(path: folder.file("keys"))
        try directory.prepare()
        for _ in 0..<99 {
            var key = StoredKey(createdAt: Self.start)
            key.retiredAt = Self.start
            try directory.save(key)
        }
        let issuer = try open()
        let error = #expect(throws: LocalIssuerError.self) { try issuer.rotate() }
        let path = folder.file("keys")
        #expect(error?.description == "the folder \(path) holds 100 keys; wait until some have expired")
        #expect(try open().keys.count == 100)
        clock.advance(by: 301)
        try issuer.rotate()
        #expect(issuer.keys.count == 2)
    }

    @Test("What a process left that died while it wrote is removed")
    func leftovers() throws {
        _ = try open()
        try folder.write("{", to: "keys/.new-17")
        _ = try open()
        #expect(try folder.names(in: "keys").allSatisfy { !$0.hasPrefix(".new-") })
    }

    @Test("A key shows nothing of itself where it is printed")
    func redaction() throws {
        let key = StoredKey(createdAt: 1)
        var dumped = ""
        dump(key, to: &dumped)
        for text in ["\(key)", String(reflecting: key), dumped] { #expect(text.contains("<redacted>")) }
        #expect(!dumped.contains("d:"))
        let token = try CompactToken([UInt8](try TokenText().signed().utf8))
        #expect("\(token)" == "<redacted>")
    }

    @Test("What root makes in somebody's folder belongs to the folder's owner", .enabled(if: getuid() == 0))
    func rootForOwner() throws {
        let issuer = try open()
        try FileManager.default.setAttributes([.ownerAccountID: 1_000], ofItemAtPath: folder.file("keys"))
        try issuer.rotate()
        let key = try #require(issuer.keys.first)
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.file("keys/key-\(key.keyID).json"))
        #expect(attributes[.ownerAccountID] as? UInt == 1_000 || attributes[.ownerAccountID] as? Int == 1_000)
    }
}
