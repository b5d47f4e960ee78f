import Gatehouse
import Testing

@testable import GatehouseAuth

@Suite("Certificates as identity")
struct CertificateTests {
    private func failure(_ rule: CertificateRule, _ names: [ClientCertificate.AlternativeName]) async throws -> String?
    {
        let certificate = ClientCertificate(subject: "CN=agent,O=Example", alternativeNames: names, der: [1])
        return await (try CertificateAuthenticator(rules: [rule])).failure(.post(certificate: certificate))?.reason
    }

    @Test(
        "A name that only looks like the pattern is refused",
        arguments: [
            ("*.agents.example", "agents.example"), ("*.agents.example", ".agents.example"),
            ("*.agents.example", "a.b.agents.example"), ("*.agents.example", "a.agents.example.evil"),
            ("*.agents.example", "aagents.example"), ("a.example", "a.example."), ("a.example", "b.a.example"),
        ])
    func dnsRefusals(_ pattern: String, _ name: String) async throws {
        let rule = try CertificateRule(.alternative(.dns), pattern)
        #expect(try await failure(rule, [.init(.dns, name)]) == "no rule is about the client's certificate")
    }

    @Test("A name of another kind does not count")
    func kinds() async throws {
        let rule = try CertificateRule(.alternative(.dns), "a.example")
        #expect(try await failure(rule, [.init(.uri, "a.example"), .init(.email, "a.example")]) != nil)
        let path = try CertificateRule(.alternative(.uri), "spiffe://example/ns/*/sa")
        #expect(try await failure(path, [.init(.uri, "spiffe://example/ns/a/b/sa")]) != nil)
        #expect(try await failure(path, [.init(.uri, "spiffe://example/ns/a/sa")]) == nil)
        let subject = try CertificateRule(.subject, "CN=*,O=Example")
        #expect(try await failure(subject, []) == nil)
        #expect(try await failure(try CertificateRule(.subject, "CN=agent*"), []) != nil)
    }

    @Test("The first rule that fits says who the holder is; DNS names have no case")
    func identity() async throws {
        let authenticator = try CertificateAuthenticator(rules: [
            try CertificateRule(.alternative(.email), "nobody@example"),
            try CertificateRule(
                .alternative(.dns), "*.Agents.example", subject: "agents", tenant: "acme", roles: ["agent"],
                scopes: ["a"]),
            try CertificateRule(.alternative(.dns), "*.agents.example", subject: "other"),
        ])
        let certificate = ClientCertificate(
            subject: "", alternativeNames: [.init(.dns, "ONE.agents.example")], der: [1, 2, 3])
        let principal = try authenticator.authenticate(.post(certificate: certificate))
        #expect(principal.subject == "agents")
        #expect(principal.tenant == "acme")
        #expect(principal.roles == ["agent"])
        #expect(principal.method == .certificate)
        #expect(principal.credentialID == "A5BYxvLAy0ksUzsKTRTvd8wPeKvMztUofYShogEc-4E")
    }

    @Test("A connection without a certificate has no credentials")
    func missing() async throws {
        let rule = try CertificateRule(.alternative(.dns), "a.example")
        #expect(await (try CertificateAuthenticator(rules: [rule])).failure(.post())?.kind == .missing)
    }

    @Test("Patterns that make no sense are refused", arguments: ["", "*", "*.*"])
    func patterns(_ pattern: String) {
        let error = #expect(throws: AuthenticationConfigurationError.self) {
            try CertificateRule(.alternative(.dns), pattern)
        }
        #expect(
            error?.description
                == "certificates: a pattern has some text, and at most one * within it, not \"\(pattern)\"")
    }
}
