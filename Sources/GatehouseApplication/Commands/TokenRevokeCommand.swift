import ArgumentParser
import Gatehouse
import GatehouseAuth

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// `gatehouse token revoke`.
struct TokenRevokeCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "revoke",
            abstract: "Take tokens and other credentials back before they expire.",
            discussion: """
                It takes back one token, by its claim `jti`, one client certificate, by its SHA-256 thumbprint, or every \
                credential of a subject that was issued before a time: tokens of all kinds, API keys and certificates:

                  \(Application.current.name) token revoke --jti 1b9d6bcd
                  \(Application.current.name) token revoke --subject alice
                  \(Application.current.name) token revoke --subject alice --not-before 2026-11-23T12:00:00Z
                  \(Application.current.name) token revoke --certificate A5BYxvLAy0ksUzsKTRTvd8wPeKvMztUofYShogEc-4E

                The revocation goes into the file `auth.revocation_file`, in the data folder where nothing else is \
                configured. A running server reads it within a second: it refuses what was taken back, and ends streams, sessions and \
                tasks that were opened by it within ten.
                """
        )
    }

    // In base64url a value may begin with a hyphen.
    @Option(parsing: .unconditional, help: "The number of the token, its claim jti.")
    var jti: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The SHA-256 thumbprint of a client's certificate, in base64url or hexadecimal.", valueName: "thumbprint"))
    var certificate: String?

    @Option(help: "Whose credentials to take back.")
    var subject: String?

    @Option(
        help: ArgumentHelp(
            "Credentials issued before that time are taken back; by default those issued before now.", valueName: "time"
        ))
    var notBefore: String?

    @Option(help: "The issuer of the tokens; by default every issuer.")
    var issuer: String?

    @Option(help: "How long to remember the revocation, as 30d; by default for good.")
    var keep: String?

    @OptionGroup var folder: DataOptions

    private static let times = ConfigurationKind.duration(.seconds(1) ... .seconds(3_650 * 86_400))

    func validate() throws {
        guard [jti, subject, certificate].count(where: { $0 != nil }) == 1 else {
            throw ValidationError("expected one of --jti, --subject and --certificate")
        }
        if let certificate, Self.thumbprint(certificate) == nil {
            throw ValidationError(
                "--certificate: expected a SHA-256 thumbprint, 43 characters in base64url or 64 hexadecimal digits")
        }
        for (name, value) in [("--jti", jti), ("--subject", subject), ("--issuer", issuer)] {
            guard let value, value.isEmpty || value.utf8.count > 1024 else { continue }
            throw ValidationError("\(name): expected a text of 1 to 1024 bytes")
        }
        if let notBefore {
            guard subject != nil else { throw ValidationError("--not-before: it goes with --subject") }
            guard Self.seconds(notBefore) != nil else {
                throw ValidationError(
                    "--not-before: expected a time such as 2026-11-23T12:00:00Z or seconds since 1970, "
                        + "found \(quoted(notBefore))")
            }
        }
        if let keep, Self.times.parse(keep) == nil {
            throw ValidationError("--keep: expected \(Self.times.expectation), found \(quoted(keep))")
        }
    }

    func run() async throws {
        let configuration = try folder.load()
        if configuration.auth.revocationFile == nil { try DataFolder(path: configuration.server.data).prepare() }
        var details = [jti.map { AuditEntry.Detail("jti", $0) }, subject.map { AuditEntry.Detail("subject", $0) }]
        details += [
            certificate.flatMap(Self.thumbprint).map { .init("certificate", $0) },
            notBefore.map { .init("not_before", $0) },
            issuer.map { .init("issuer", $0) }, keep.map { .init("keep", $0) },
        ]
        try await CommandAudit("token.revoke", details.compactMap(\.self), configuration).around {
            do {
                try RevocationFile.add(revocation(at: SystemTime.seconds()), to: configuration.revocationFile)
            } catch {
                throw CommandFailure(.configuration, "\(error)")
            }
        }
        let what =
            jti.map { "the token \(quoted($0))" } ?? certificate.map { "the certificate \(quoted($0))" }
            ?? "what \(quoted(subject ?? "")) was given"
        StandardStream.output.write("\(what): taken back in \(configuration.revocationFile)\n")
    }

    private func revocation(at now: Int64) -> Revocation {
        let until = keep.flatMap { Quantity.duration($0) }.map { now + $0.components.seconds }
        if let id = jti ?? certificate.flatMap(Self.thumbprint) {
            return .credential(id: id, issuer: issuer, until: until)
        }
        let time = notBefore.flatMap(Self.seconds) ?? now
        return .subject(subject ?? "", notBefore: time, issuer: issuer, until: until)
    }

    /// Reads a thumbprint, as tokens name it or as OpenSSL shows it, and gives it in base64url.
    static func thumbprint(_ text: String) -> String? {
        let digits = text.utf8.filter { $0 != UInt8(ascii: ":") }
        if digits.count == 64 {
            let values = digits.map { Character(UnicodeScalar($0)).hexDigitValue }
            let nibbles = values.compactMap(\.self)
            guard nibbles.count == values.count else { return nil }
            return Base64URL.encode(stride(from: 0, to: 64, by: 2).map { UInt8(nibbles[$0] << 4 | nibbles[$0 + 1]) })
        }
        guard text.utf8.count == 43, let bytes = Base64URL.decode(Array(text.utf8)), bytes.count == 32 else {
            return nil
        }
        return text
    }

    /// Reads a time: RFC 3339, or seconds since 1970.
    static func seconds(_ text: String) -> Int64? {
        if text.utf8.count <= 12, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return Int64(text) }
        guard let date = try? Date(text, strategy: .iso8601) else { return nil }
        let seconds = date.timeIntervalSince1970
        return (0...253_402_300_799).contains(seconds) ? Int64(seconds) : nil
    }
}
