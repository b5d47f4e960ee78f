import Foundation
import Gatehouse
import GatehouseJSON
import Testing

@testable import GatehouseAuth

@Suite("The rotation of a local issuer's keys")
struct LocalIssuerRotationTests: LocalIssuerSuite {
    let folder: TemporaryDirectory
    let clock = TestClock(TokenText.now)

    init() throws {
        folder = try TemporaryDirectory()
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
}
