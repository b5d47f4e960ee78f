import Foundation
import Gatehouse
import Testing

@testable import GatehouseAuth

@Suite("Tokens that were taken back")
struct RevocationTests {
    private static let takenBack = "the token has been taken back"
    private static let now = TokenText.now

    private static func principal(
        _ subject: String = "alice",
        id: String? = "t-1",
        issuer: String? = TokenText.issuer,
        issuedAt: Int64? = now - 10
    ) -> Principal {
        Principal(
            subject: subject, issuer: issuer, method: .jwt, credentialID: id,
            claims: issuedAt.map { ["iat": .integer($0)] } ?? [:])
    }

    private func list(_ revocations: Revocation...) throws -> MemoryRevocationList {
        let list = MemoryRevocationList(now: { Self.now })
        for revocation in revocations { try list.revoke(revocation) }
        return list
    }

    @Test("A token is taken back by its number, of one issuer or of every one")
    func byNumber() throws {
        let everywhere = try list(.credential(id: "t-1"))
        #expect(everywhere.revokes(Self.principal(), at: Self.now))
        #expect(everywhere.revokes(Self.principal(issuer: "https://other.example"), at: Self.now))
        #expect(!everywhere.revokes(Self.principal(id: "t-2"), at: Self.now))
        #expect(!everywhere.revokes(Self.principal(id: nil), at: Self.now))
        let one = try list(.credential(id: "t-1", issuer: TokenText.issuer))
        #expect(one.revokes(Self.principal(), at: Self.now))
        #expect(!one.revokes(Self.principal(issuer: "https://other.example"), at: Self.now))
    }

    @Test("A subject's tokens from before a time are taken back, and those that do not say when they were issued")
    func bySubject() throws {
        let list = try list(.subject("alice", notBefore: Self.now))
        #expect(list.revokes(Self.principal(issuedAt: Self.now - 1), at: Self.now))
        #expect(list.revokes(Self.principal(issuedAt: nil), at: Self.now))
        #expect(!list.revokes(Self.principal(issuedAt: Self.now), at: Self.now))
        #expect(!list.revokes(Self.principal("bob"), at: Self.now))
    }

    @Test("Of two times of one subject the later one counts, in whatever order they come")
    func laterTime() throws {
        let orders = [[Self.now - 100, Self.now], [Self.now, Self.now - 100]]
        for order in orders {
            let list = try list(
                .subject("alice", notBefore: order[0]), .subject("alice", notBefore: order[1]))
            #expect(list.revokes(Self.principal(issuedAt: Self.now - 50), at: Self.now))
        }
    }

    @Test("A revocation that may be forgotten counts until then")
    func until() throws {
        let list = try list(
            .credential(id: "t-1", until: Self.now), .subject("bob", notBefore: Self.now, until: Self.now))
        #expect(list.revokes(Self.principal(), at: Self.now))
        #expect(!list.revokes(Self.principal(), at: Self.now + 1))
        #expect(list.revokes(Self.principal("bob", id: nil), at: Self.now))
        #expect(!list.revokes(Self.principal("bob", id: nil), at: Self.now + 1))
    }

    @Test("A full list takes no further revocation rather than forgetting one, but forgets what may be forgotten")
    func bound() throws {
        let list = MemoryRevocationList(now: { Self.now })
        for number in 0..<RevocationTable.maximum {
            try list.revoke(.credential(id: "\(number)", until: number == 7 ? Self.now - 1 : nil))
        }
        try list.revoke(.credential(id: "one more"))
        #expect(throws: RevocationError("the list holds 100000 revocations")) {
            try list.revoke(.credential(id: "too many"))
        }
        #expect(list.revokes(Self.principal(id: "0"), at: Self.now))
    }

    @Test("A token that was verified before is refused from the revocation on")
    func remembered() async throws {
        let list = MemoryRevocationList()
        let key = FixedKeys(KeySnapshot([try TestKeys.verificationKey(.es256)]))
        let trusted = TrustedIssuer(
            issuer: TokenText.issuer, audiences: [TokenText.audience], algorithms: [.es256], keys: key)
        let authenticator = try JWTAuthenticator(issuers: [trusted], revocations: list, now: { Self.now })
        let credentials = Credentials(authorization: ["Bearer \(try TokenText().signed())"])
        let principal = try await authenticator.authenticate(credentials)
        #expect(principal.credentialID == "t-1")
        #expect(authenticator.cache.count == 1)
        try list.revoke(.credential(id: "t-1"))
        await #expect(throws: AuthenticationFailure(.invalid, reason: Self.takenBack)) {
            try await authenticator.authenticate(credentials)
        }
        let other = Credentials(authorization: ["Bearer \(try TokenText().claim("jti", "\"t-2\"").signed())"])
        _ = try await authenticator.authenticate(other)
    }
}

@Suite("The file of revocations")
struct RevocationFileTests {
    private let folder: TemporaryDirectory
    private let clock = TestClock(TokenText.now)

    init() throws {
        folder = try TemporaryDirectory()
    }

    private var path: String { folder.file("revocations.jsonl") }

    private func revokes(_ list: RevocationFile, _ id: String) -> Bool {
        list.revokes(
            Principal(subject: "alice", issuer: "i", method: .jwt, credentialID: id), at: clock.now())
    }

    @Test("A file that is not there takes nothing back, and one that comes is read within a second")
    func appears() throws {
        let list = try RevocationFile(path: path, now: clock.now)
        #expect(!revokes(list, "a"))
        try RevocationFile.add(.credential(id: "a"), to: path)
        clock.advance(by: 1)
        #expect(revokes(list, "a"))
        #expect(!revokes(list, "b"))
        try RevocationFile.add(.credential(id: "b"), to: path)
        clock.advance(by: 1)
        #expect(revokes(list, "a") && revokes(list, "b"))
        #expect(try folder.mode(of: "revocations.jsonl") == 0o600)
    }

    @Test("What is written is read again, each revocation on a line, and what is over is left out")
    func lines() throws {
        try RevocationFile.add(.credential(id: "a", issuer: "i"), to: path, now: 100)
        try RevocationFile.add(.subject("al\"ice\n", notBefore: 7, until: 200), to: path, now: 100)
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(
            text == """
                {"jti":"a","issuer":"i"}
                {"subject":"al\\"ice\\n","not_before":7,"until":200}

                """)
        try RevocationFile.add(.credential(id: "b"), to: path, now: 201)
        let later = try String(contentsOfFile: path, encoding: .utf8)
        #expect(later == "{\"jti\":\"a\",\"issuer\":\"i\"}\n{\"jti\":\"b\"}\n")
    }

    @Test("A file that breaks or goes leaves what was known, and is logged once")
    func breaks() throws {
        let log = RecordedLog()
        try RevocationFile.add(.credential(id: "a"), to: path)
        let list = try RevocationFile(path: path, logger: log.logger, now: clock.now)
        try folder.write("{\"jti\":", to: "revocations.jsonl")
        for _ in 0..<3 {
            clock.advance(by: 1)
            #expect(revokes(list, "a"))
        }
        try FileManager.default.removeItem(atPath: path)
        for _ in 0..<3 {
            clock.advance(by: 1)
            #expect(revokes(list, "a"))
        }
        #expect(
            log.lines == Array(repeating: "the revocations cannot be read again; the known ones stay", count: 2))
        try RevocationFile.add(.credential(id: "b"), to: path)
        clock.advance(by: 1)
        #expect(!revokes(list, "a") && revokes(list, "b"))
    }

    @Test(
        "A line that is no revocation is refused at the start, and named",
        arguments: [
            "7", "{}", "{\"jti\":7}", "{\"subject\":\"a\"}", "{\"subject\":\"a\",\"not_before\":\"x\"}",
            "{\"jti\":\"a\"",
            "{\"jti\":\"a\",\"jti\":\"b\"}", "not JSON",
        ])
    func badLine(_ line: String) throws {
        try folder.write("{\"jti\":\"a\"}\n\n\(line)\n", to: "revocations.jsonl")
        #expect(throws: RevocationError("\(path):3: is no revocation")) { try RevocationFile(path: path) }
        #expect(throws: RevocationError("\(path):3: is no revocation")) {
            try RevocationFile.add(.credential(id: "b"), to: path)
        }
    }

    @Test("A file that others may write is refused")
    func open() throws {
        try folder.write("", to: "revocations.jsonl", mode: 0o666)
        #expect(
            throws: RevocationError("others may write the revocations in \(path); run: chmod 600 \(path)")
        ) { try RevocationFile(path: path) }
    }

    @Test("A folder in the file's place, and one that is not there, are named")
    func notAFile() throws {
        #expect(throws: RevocationError("\(folder.path) is not a regular file")) {
            try RevocationFile(path: folder.path)
        }
        let missing = folder.file("none/revocations.jsonl")
        #expect(throws: RevocationError.self) { try RevocationFile.add(.credential(id: "a"), to: missing) }
    }

    @Test("Many that add at once all count")
    func concurrent() async throws {
        let path = path
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<20 {
                group.addTask { try? RevocationFile.add(.credential(id: "\(number)"), to: path) }
            }
        }
        let list = try RevocationFile(path: path, now: clock.now)
        for number in 0..<20 { #expect(revokes(list, "\(number)")) }
    }
}
