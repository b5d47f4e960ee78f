import Foundation
import Gatehouse
import GatehouseJSON
import Testing

@testable import GatehouseAuth

@Suite("What a local issuer refuses")
struct LocalIssuerRefusalTests: LocalIssuerSuite {
    let folder: TemporaryDirectory
    let clock = TestClock(TokenText.now)

    init() throws {
        folder = try TemporaryDirectory()
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

    @Test("A token for another server is refused")
    func otherAudience() async throws {
        let issuer = try open()
        let token = try issuer.issue(TokenRequest(subject: "a", audience: ["urn:other"]))
        #expect(await failure(token, try authenticator(issuer)) == "the token is not meant for this server")
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
}
