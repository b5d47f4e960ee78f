import Crypto
import Foundation
import SwiftASN1
import X509

/// An authority of a test's own, with a folder for what it makes, which goes with it.
final class TestAuthority: Sendable {
    let folder: URL
    private let key = P256.Signing.PrivateKey()
    private let name: DistinguishedName

    init(_ name: String = "Test Authority") throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "gatehouse-tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        self.name = try DistinguishedName { CommonName(name) }
        let extensions = try Certificate.Extensions {
            Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
        }
        try write(try certificate(for: .init(key.publicKey), self.name, extensions), to: "ca.pem")
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    var authorities: String { path("ca.pem") }

    func path(_ file: String) -> String {
        folder.appending(path: file).path
    }

    /// Makes a certificate and its key, as `NAME.pem` and `NAME.key`.
    func issue(
        _ name: String, subject: DistinguishedName? = nil, names: [GeneralName] = [.dnsName("localhost")]
    ) throws {
        let key = P256.Signing.PrivateKey()
        let subject = try subject ?? DistinguishedName { CommonName(name) }
        let extensions = try Certificate.Extensions { SubjectAlternativeNames(names) }
        try write(try certificate(for: .init(key.publicKey), subject, extensions), to: name + ".pem")
        try write(key.pemRepresentation, to: name + ".key")
    }

    /// Puts a text into a file, whose state changes with it.
    func write(_ text: String, to file: String) throws {
        try Data(text.utf8).write(to: folder.appending(path: file), options: .atomic)
    }

    func remove(_ file: String) throws {
        try FileManager.default.removeItem(at: folder.appending(path: file))
    }

    /// Puts what is in one file into another.
    func copy(_ file: String, to other: String) throws {
        try write(try text(of: file), to: other)
    }

    func text(of file: String) throws -> String {
        try String(contentsOfFile: path(file), encoding: .utf8)
    }

    private func certificate(
        for publicKey: Certificate.PublicKey, _ subject: DistinguishedName, _ extensions: Certificate.Extensions
    ) throws -> String {
        let certificate = try Certificate(
            version: .v3, serialNumber: .init(), publicKey: publicKey, notValidBefore: .now - 3600,
            notValidAfter: .now + 3600, issuer: name, subject: subject, signatureAlgorithm: .ecdsaWithSHA256,
            extensions: extensions, issuerPrivateKey: .init(key))
        return try certificate.serializeAsPEM().pemString
    }
}
