import Gatehouse
import GatehouseHTTP
import NIOCore
import NIOSSL
import SwiftASN1
import Testing
import X509

@Suite("A listener under TLS", .serialized, .timeLimit(.minutes(2)))
struct TLSTests {
    private let authority: TestAuthority

    init() throws {
        authority = try TestAuthority()
        try authority.issue("server")
    }

    // MARK: Refusals

    @Test("A listener whose files cannot be used does not begin, and says which")
    func unusable() async throws {
        try authority.issue("other")
        try authority.write("no certificate", to: "text.pem")
        let missing = authority.path("missing.pem")
        await expectFailure("server.pem", "missing.pem", "\(missing) cannot be read: No such file or directory")
        await expectFailure(
            "server.pem", "text.pem",
            "\(authority.path("text.pem")) is not a private key in PEM without a passphrase")
        await expectFailure(
            "text.pem", "server.key", "\(authority.path("text.pem")) is not a file of certificates in PEM")
        await expectFailure(
            "server.pem", "other.key",
            "\(authority.path("server.pem")) and \(authority.path("other.key")) do not belong together")
    }

    private func expectFailure(_ certificate: String, _ key: String, _ text: String) async {
        let error = await #expect(throws: HTTPTLSError.self) {
            try await withListener(StubResponder(), { configure(&$0, certificate, key) }) { _ in }
        }
        #expect(error?.description.hasPrefix(text) == true, "\(error.map(\.description) ?? "none")")
    }

    @Test("A client without TLS gets nothing, and the listener goes on")
    func plaintext() async throws {
        try await withListener(StubResponder(), { configure(&$0) }) { running in
            let client = try await RawClient.connect(running.port)
            try await client.send(post("{}"))
            #expect(!(await client.textToEnd()).contains("HTTP/"))
            try await expectEcho(running)
        }
    }

    @Test("A version below the lowest is refused")
    func version() async throws {
        try await withListener(StubResponder(), { configure(&$0) { $0.minimumVersion = .v13 } }) { running in
            var tls = trusting
            tls.highestVersion = .tlsv12
            #expect(await answer(running, tls) == "")
            #expect(await answer(running, trusting).hasPrefix("HTTP/1.1 200 OK\r\n"))
        }
        try await withListener(StubResponder(), { configure(&$0) }) { running in
            var tls = trusting
            tls.highestVersion = .tlsv11
            #expect(await answer(running, tls) == "")
        }
    }

    @Test("A peer that never shakes hands is closed in time")
    func silence() async throws {
        let change = { @Sendable (configuration: inout HTTPListenerConfiguration) in
            self.configure(&configuration)
            configuration.timeouts.header = .milliseconds(200)
        }
        try await withListener(StubResponder(), change) { running in
            let begin = ContinuousClock.now
            let client = try await RawClient.connect(running.port)
            #expect(await client.textToEnd() == "")
            #expect(ContinuousClock.now - begin < .seconds(5))
        }
    }

    @Test("A connection over the cap is closed without a handshake")
    func cap() async throws {
        let change = { @Sendable (configuration: inout HTTPListenerConfiguration) in
            self.configure(&configuration)
            configuration.limits.connections = 1
        }
        try await withListener(StubResponder(), change) { running in
            let client = try await RawClient.connect(running.port, tls: trusting)
            try await client.send(post("<first>"))
            #expect(await client.text(until: "<first>").hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(await answer(running, trusting) == "")
            try await client.close()
        }
    }

    // MARK: Requests

    @Test("Requests are answered, and know that they came under TLS")
    func answers() async throws {
        let responder = StubResponder(answer: { head, _, _ in
            Reply(status: 200, body: Array("\(head.scheme) \(head.clientCertificate == nil)".utf8))
        })
        try await withListener(responder, { configure(&$0) }) { running in
            #expect(body(of: await answer(running, trusting, "true")) == "https true")
        }
    }

    @Test("A peer that goes away cancels its request at once", arguments: [true, false])
    func disconnect(closesAll: Bool) async throws {
        let (started, cancelled) = (Gate(), Gate())
        let responder = StubResponder(answer: { _, _, _ in
            started.open()
            await Gate().pass()
            if Task.isCancelled { cancelled.open() }
            return Reply(status: 200)
        })
        try await withListener(responder, { configure(&$0) }) { running in
            let client = try await RawClient.connect(running.port, tls: trusting)
            try await client.send(post("{}"))
            await started.pass()
            let begin = ContinuousClock.now
            if closesAll { try await client.close() } else { try await client.finishSending() }
            await cancelled.pass()
            #expect(ContinuousClock.now - begin < .seconds(1))
        }
    }

    @Test("A peer that does not read is dropped")
    func stalledReader() async throws {
        let large = [UInt8](repeating: 0x61, count: 16 << 20)
        let change = { @Sendable (configuration: inout HTTPListenerConfiguration) in
            self.configure(&configuration)
            configuration.timeouts.writeStall = .milliseconds(500)
        }
        try await withListener(StubResponder(answer: { _, _, _ in Reply(status: 200, body: large) }), change) {
            running in
            let client = try await StalledClient.connect(running.port, trusting)
            try await client.send(post("{}"))
            while running.listener.statistics.connections > 0 { await Task.yield() }
            try await client.close()
        }
    }

    // MARK: Certificates that change

    @Test("A new certificate is for new connections; the others stay as they are", arguments: [true, false])
    func renewal(isToldTo: Bool) async throws {
        let next = try TestAuthority("Next Authority")
        try next.issue("server")
        let nextTLS = ClientTLS(authorities: next.authorities)
        try await withListener(StubResponder(), { configure(&$0) }) { running in
            let old = try await RawClient.connect(running.port, tls: trusting)
            try await old.send(post("<1>"))
            #expect(await old.text(until: "<1>").hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(await answer(running, nextTLS) == "")
            for file in ["server.key", "server.pem"] { try authority.write(try next.text(of: file), to: file) }
            if isToldTo { running.listener.reloadCertificates() }
            let begin = ContinuousClock.now
            while await answer(running, nextTLS) == "" { try await Task.sleep(for: .milliseconds(20)) }
            #expect(ContinuousClock.now - begin < .seconds(isToldTo ? 1 : 3))
            #expect(await answer(running, trusting) == "")
            try await old.send(post("<2>"))
            #expect(await old.text(until: "<2>").contains("HTTP/1.1 200 OK\r\n"))
            try await old.close()
        }
    }

    @Test(
        "A new pair that cannot be used is refused whole, and the old one stays",
        arguments: ["missing", "text", "mismatch", "empty"])
    func refusedRenewal(kind: String) async throws {
        try authority.issue("other")
        try await withListener(StubResponder(), { configure(&$0) }) { running in
            switch kind {
            case "missing": try authority.remove("server.key")
            case "text": try authority.write("no key", to: "server.key")
            case "empty": try authority.write("", to: "server.pem")
            default: try authority.copy("other.key", to: "server.key")
            }
            running.listener.reloadCertificates()
            try await expectEcho(running)
        }
    }

    // MARK: Clients' certificates

    @Test("Where certificates are required, a client without one, or with another authority's, has no connection")
    func requiredRefusals() async throws {
        let other = try TestAuthority("Other Authority")
        try other.issue("client")
        try await withListener(StubResponder(), { configure(&$0) { $0.ask(.required, authority) } }) { running in
            #expect(await answer(running, trusting) == "")
            var tls = trusting
            tls.identity = other.path("client")
            #expect(await answer(running, tls) == "")
        }
    }

    @Test("Where certificates are optional, one of another authority still has no connection")
    func optionalRefusals() async throws {
        let other = try TestAuthority("Other Authority")
        try other.issue("client")
        try await withListener(named, { configure(&$0) { $0.ask(.optional, authority) } }) { running in
            #expect(body(of: await answer(running, trusting, "nobody")) == "nobody")
            var tls = trusting
            tls.identity = other.path("client")
            #expect(await answer(running, tls, "nobody") == "")
        }
    }

    @Test("A request knows the subject and the other names of its client's certificate", arguments: [true, false])
    func names(isRequired: Bool) async throws {
        let subject = try DistinguishedName {
            OrganizationName("Example, Inc.")
            CommonName("agent")
        }
        try authority.issue(
            "client", subject: subject,
            names: [
                .dnsName("agent.example.com"), .rfc822Name("agent@example.com"),
                .uniformResourceIdentifier("spiffe://example.com/agent"),
                .ipAddress(.init(contentBytes: [192, 0, 2, 7])),
            ])
        let kind: HTTPTLSConfiguration.ClientCertificates = isRequired ? .required : .optional
        try await withListener(named, { configure(&$0) { $0.ask(kind, authority) } }) { running in
            var tls = trusting
            tls.identity = authority.path("client")
            #expect(
                body(of: await answer(running, tls, "agent@")) == """
                    CN=agent,O=Example\\, Inc. dns:agent.example.com email:agent@example.com \
                    uri:spiffe://example.com/agent address:192.0.2.7
                    """)
        }
    }

    @Test("To ask for certificates without authorities for them is refused")
    func noAuthorities() async throws {
        let error = await #expect(throws: HTTPTLSError.self) {
            try await withListener(StubResponder(), { configure(&$0) { $0.clientCertificates = .required } }) { _ in }
        }
        #expect(error?.description == "clients are asked for certificates, but no file names their authorities")
    }

    // MARK: Support

    private var trusting: ClientTLS { ClientTLS(authorities: authority.authorities) }

    private let named = StubResponder(answer: { head, _, _ in
        guard let certificate = head.clientCertificate else { return Reply(status: 200, body: Array("nobody".utf8)) }
        let names = certificate.alternativeNames.map { " \($0.kind):\($0.value)" }.joined()
        return Reply(status: 200, body: Array((certificate.subject + names).utf8))
    })

    private func configure(
        _ configuration: inout HTTPListenerConfiguration, _ certificate: String = "server.pem",
        _ key: String = "server.key", _ change: (inout HTTPTLSConfiguration) -> Void = { _ in }
    ) {
        var tls = HTTPTLSConfiguration(
            certificateFile: authority.path(certificate), keyFile: authority.path(key))
        change(&tls)
        configuration.tls = tls
    }

    private func expectEcho(_ running: RunningListener) async throws {
        #expect(await answer(running, trusting).hasPrefix("HTTP/1.1 200 OK\r\n"))
    }

    /// What a new connection is answered; nothing where there is no connection.
    private func answer(_ running: RunningListener, _ tls: ClientTLS, _ mark: String = "{}") async -> String {
        do {
            let client = try await RawClient.connect(running.port, tls: tls)
            try await client.send(post("{}"))
            let text = await client.text(until: mark)
            try await client.close()
            return text
        } catch {
            return ""
        }
    }
}

extension HTTPTLSConfiguration {
    fileprivate mutating func ask(_ kind: ClientCertificates, _ authority: TestAuthority) {
        clientCertificates = kind
        clientAuthoritiesFile = authority.authorities
    }
}
