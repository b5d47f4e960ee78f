import Foundation
import Gatehouse
import GatehouseJSON
import Testing

@testable import GatehouseAuth

@Suite("A local issuer")
struct LocalIssuerTests: LocalIssuerSuite {
    let folder: TemporaryDirectory
    let clock = TestClock(TokenText.now)

    init() throws {
        folder = try TemporaryDirectory()
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

    @Test("A key outlives the disk")
    func roundTrip() throws {
        var key = StoredKey(createdAt: 5)
        key.retiredAt = 7
        key.longestLifetime = 11
        let read = try StoredKey(json: try JSONValue(parsing: key.jsonBytes))
        #expect(read.jsonBytes == key.jsonBytes)
        #expect(read.validUntil == 318)
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
