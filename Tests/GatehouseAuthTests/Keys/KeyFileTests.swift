import Crypto
import CryptoExtras
import Foundation
import Gatehouse
import Logging
import Synchronization
import Testing

@testable import GatehouseAuth

@Suite("A file of keys")
struct KeyFileTests {
    let folder: TemporaryDirectory
    let now = TokenText.now
    let log = RecordedLog()

    init() throws {
        folder = try TemporaryDirectory()
    }

    private func open(_ name: String, _ format: KeyFileFormat) throws -> KeyFile {
        try KeyFile(path: folder.file(name), format: format, logger: log.logger, now: { TokenText.now })
    }

    private func error(_ name: String, _ format: KeyFileFormat) -> String? {
        #expect(throws: VerificationKeyError.self) { try open(name, format) }?.description
    }

    @Test("A file that is not there is named")
    func missing() {
        let path = folder.file("jwks.json")
        #expect(error("jwks.json", .keySet()) == "the file \(path) cannot be read: No such file or directory")
    }

    @Test("A folder is not a file of keys")
    func notAFile() throws {
        try FileManager.default.createDirectory(atPath: folder.file("d"), withIntermediateDirectories: false)
        #expect(error("d", .keySet()) == "\(folder.file("d")) is not a regular file")
    }

    @Test("A key set without a key that can be used is refused, with the reasons")
    func noUsableKey() throws {
        try folder.write("{\"keys\":[]}", to: "jwks.json")
        #expect(error("jwks.json", .keySet()) == "the file \(folder.file("jwks.json")): the key set is empty")
        try folder.write("{\"keys\":[{}]}", to: "jwks.json")
        let reason = "the key set has no key that can be used: key 0: it has no \"kty\""
        #expect(error("jwks.json", .keySet()) == "the file \(folder.file("jwks.json")): \(reason)")
    }

    @Test("A file above the bound is not read")
    func tooLarge() throws {
        try folder.write(String(repeating: " ", count: 256 * 1024 + 1), to: "jwks.json")
        #expect(error("jwks.json", .keySet()) == "the file \(folder.file("jwks.json")) has more than 262144 bytes")
    }

    @Test("A secret that others may use is refused, with the command that mends it", arguments: [0o644, 0o604, 0o660])
    func openSecret(_ mode: Int) throws {
        try folder.write(String(repeating: "x", count: 32), to: "secret", mode: mode)
        let path = folder.file("secret")
        let expected = "others may read or write the secret in \(path); run: chmod 600 \(path)"
        #expect(error("secret", .secret(algorithm: .hs256)) == expected)
    }

    @Test("A secret that is too short is refused")
    func shortSecret() throws {
        try folder.write(String(repeating: "x", count: 31) + "\n", to: "secret")
        let expected = "the file \(folder.file("secret")): a secret for HS256 has at least 32 bytes"
        #expect(error("secret", .secret(algorithm: .hs256)) == expected)
    }

    @Test("A secret verifies tokens, without the newline at its end", arguments: ["", "\n", "\r\n"])
    func secret(_ end: String) async throws {
        let secret = "0123456789abcdef0123456789abcdef"
        try folder.write(secret + end, to: "secret", mode: 0o640)
        let source = try open("secret", .secret(algorithm: .hs256))
        let fixture = try Fixture(algorithms: [.hs256]) { $0.keys = source }
        let token = TokenText(algorithm: "HS256").signed { TestKeys.hmac($0, SHA256.self, [UInt8](secret.utf8)) }
        #expect(await fixture.failure(token) == nil)
    }

    @Test(
        "A public key or a certificate in PEM form is read, for the algorithm that is configured",
        arguments: [
            (SignatureAlgorithm.es256, TestCertificates.p256), (.rs256, TestCertificates.rsa),
            (.ps512, TestCertificates.rsa), (.es256, TestKeys.p256.publicKey.pemRepresentation),
            (.es384, TestKeys.p384.publicKey.pemRepresentation), (.es512, TestKeys.p521.publicKey.pemRepresentation),
            (.edDSA, TestKeys.ed25519PEM), (.rs384, (try? TestKeys.rsa.get().publicKey.pemRepresentation) ?? ""),
        ])
    func pem(_ algorithm: SignatureAlgorithm, _ text: String) throws {
        try folder.write(text, to: "key.pem", mode: 0o644)
        let key = try open("key.pem", .pem(algorithm: algorithm, keyID: "k")).keys(at: now).keys.first
        #expect(key?.algorithm == algorithm)
        #expect(key?.id == "k")
    }

    @Test(
        "What is no public key for the algorithm is refused",
        arguments: [
            (SignatureAlgorithm.es384, TestCertificates.p256, "the certificate does not hold a key for ES384"),
            (.rs256, TestCertificates.p256, "the certificate does not hold a key for RS256"),
            (.edDSA, TestCertificates.ed25519, "the certificate does not hold a key for EdDSA"),
            (.rs256, TestCertificates.weakRSA, "it is not a public key for RS256 in PEM form"),
            (.es256, TestCertificates.otherCurve, "it is not a public key for ES256 in PEM form"),
            (.es256, TestKeys.p384.publicKey.pemRepresentation, "it is not a public key for ES256 in PEM form"),
            (.hs256, TestKeys.p256.publicKey.pemRepresentation, "it is not a public key for HS256 in PEM form"),
            (.es256, TestKeys.p256.pemRepresentation, "it holds a private key; give the public one"),
            (.es256, "", "it is not a public key for ES256 in PEM form"),
        ])
    func badPEM(_ algorithm: SignatureAlgorithm, _ text: String, _ reason: String) throws {
        try folder.write(text, to: "key.pem")
        #expect(error("key.pem", .pem(algorithm: algorithm)) == "the file \(folder.file("key.pem")): \(reason)")
    }

    @Test("A lone key without a name answers to every name")
    func loneKey() async throws {
        try folder.write(TestKeys.p256.publicKey.pemRepresentation, to: "key.pem")
        let source = try open("key.pem", .pem(algorithm: .es256))
        let fixture = try Fixture { $0.keys = source }
        #expect(await fixture.failure(try TokenText().header("kid", "\"whatever\"").signed()) == nil)
        #expect(await fixture.failure(try TokenText().header("kid", nil).signed()) == nil)
        let other = try TokenText(algorithm: "ES384").signed("ES384")
        #expect(await fixture.failure(other)?.reason == "the token's \"alg\" is not the algorithm of its key, ES256")
    }

    @Test("A lone key with a name answers to no other")
    func namedKey() async throws {
        try folder.write(TestKeys.p256.publicKey.pemRepresentation, to: "key.pem")
        let source = try open("key.pem", .pem(algorithm: .es256, keyID: "ES256"))
        let fixture = try Fixture { $0.keys = source }
        #expect(await fixture.failure(try TokenText().signed()) == nil)
        #expect(await fixture.failure(try TokenText().header("kid", "\"whatever\"").signed()) != nil)
    }

    @Test("A change of the file is noticed after the interval, and not before")
    func reload() throws {
        try write(TestJWKs.p256())
        let file = try open("jwks.json", .keySet())
        let first = file.keys(at: now)
        try write(TestJWKs.p256(), TestJWKs.p384())
        #expect(file.keys(at: now + 4) === first)
        #expect(file.keys(at: now + 5).keys.map(\.id) == ["ES256", "ES384"])
    }

    @Test("A file that did not change leaves the same snapshot")
    func unchanged() throws {
        try write(TestJWKs.p256())
        let file = try open("jwks.json", .keySet())
        let first = file.keys(at: now)
        #expect(file.keys(at: now + 100) === first)
    }

    @Test("Unknown keys make the file be looked at ten times a second at most")
    func refresh() async throws {
        try write(TestJWKs.p256())
        let file = try open("jwks.json", .keySet())
        try write(TestJWKs.p384())
        #expect(try await file.refreshedKeys(at: now).keys.map(\.id) == ["ES384"])
        for _ in 0..<9 { _ = try await file.refreshedKeys(at: now) }
        try write(TestJWKs.p521())
        #expect(try await file.refreshedKeys(at: now).keys.map(\.id) == ["ES384"])
        #expect(try await file.refreshedKeys(at: now + 1).keys.map(\.id) == ["ES512"])
    }

    @Test("A file that breaks or goes leaves the known keys, is logged once, and comes back")
    func broken() throws {
        try write(TestJWKs.p256())
        let file = try open("jwks.json", .keySet())
        try folder.write("<html>", to: "jwks.json")
        file.reload()
        file.reload()
        #expect(file.keys(at: now + 50).keys.map(\.id) == ["ES256"])
        try FileManager.default.removeItem(atPath: folder.file("jwks.json"))
        file.reload()
        #expect(file.keys(at: now + 100).keys.map(\.id) == ["ES256"])
        #expect(log.lines == Array(repeating: "the file of keys cannot be read again; the known keys stay", count: 2))
        try write(TestJWKs.p384())
        file.reload()
        #expect(file.keys(at: now + 100).keys.map(\.id) == ["ES384"])
    }

    @Test("A key that is skipped is logged")
    func skippedKey() throws {
        try write(TestJWKs.p256(), "{}")
        _ = try open("jwks.json", .keySet())
        #expect(log.lines == ["a key was skipped"])
    }

    private func write(_ keys: String...) throws {
        try folder.write("{\"keys\":[\(keys.joined(separator: ","))]}", to: "jwks.json", mode: 0o644)
    }
}
