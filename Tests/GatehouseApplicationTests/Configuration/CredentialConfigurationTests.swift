import Testing

@testable import GatehouseApplication

@Suite("The configuration of credentials", .sampleApplication)
struct CredentialConfigurationTests {
    @Test("A method that needs more settings names those that are missing")
    func introspection() {
        #expect(
            problems(yaml: "auth:\n  methods: introspection\n  introspection:\n    client_id: a\n") == """
                gatehouse.yaml:2: auth.methods has introspection, which needs auth.introspection.url
                gatehouse.yaml:2: auth.methods has introspection, which needs auth.introspection.client_secret_file
                gatehouse.yaml:2: auth.methods has introspection, which needs auth.introspection.audience, auth.audience or \
                server.public_url
                """)
        let rest = "  introspection: {url: 'https://a.example/i', client_id: a, client_secret_file: b, audience: c}\n"
        #expect(problems(yaml: "auth:\n  methods: introspection\n" + rest) == nil)
        #expect(
            problems(yaml: "auth:\n" + rest)
                == "gatehouse.yaml:2: auth.introspection.url is of no use: add introspection to auth.methods")
    }

    @Test("Certificates as identity need a listener that asks for them, and rules")
    func certificates() {
        #expect(
            problems(yaml: "auth:\n  methods: [jwt, certificate]\n") == """
                gatehouse.yaml:2: auth.methods has certificate, which needs http.tls.client_certificates
                gatehouse.yaml:2: auth.methods has certificate, which needs auth.certificates.rules
                """)
        #expect(
            problems(yaml: "auth:\n  certificates:\n    rules:\n      - dns: a.example\n")
                == "gatehouse.yaml:3: auth.certificates.rules is of no use: add certificate to auth.methods")
    }

    @Test("A rule is about one name of a certificate")
    func rules() {
        let rules = "auth:\n  certificates:\n    rules:\n"
        #expect(
            problems(yaml: rules + "      - roles: reader\n") == """
                gatehouse.yaml:4: auth.certificates.rules[0]: expected one of dns, uri, email, address, subject, found none
                """)
        #expect(
            problems(yaml: rules + "      - {dns: a, uri: b}\n") == """
                gatehouse.yaml:4: auth.certificates.rules[0]: expected one of dns, uri, email, address, subject, found several
                """)
        #expect(
            problems(yaml: rules + "      - {dnss: a}\n")
                == "gatehouse.yaml:4: auth.certificates.rules[0]: unknown key \"dnss\"; did you mean dns?")
    }

    @Test("Where tokens must be bound, nothing that is bound to nothing is taken beside them")
    func demand() {
        #expect(
            problems(yaml: "auth:\n  methods: [jwt, api_key]\n  dpop:\n    mode: required\n") == """
                gatehouse.yaml:4: auth.dpop.mode is required, and auth.methods has credentials that are bound to nothing: \
                api_key or certificate
                """)
        #expect(problems(yaml: "auth:\n  dpop:\n    mode: required\n") == nil)
    }

    @Test("Without a method nobody would be let in, and an unknown one is named")
    func methods() {
        #expect(
            problems(yaml: "auth:\n  methods: none\n")
                == "gatehouse.yaml:2: auth.methods is empty, so that nobody would be let in")
        #expect(
            problems(yaml: "auth:\n  methods: basic\n") == """
                gatehouse.yaml:2: auth.methods: expected one of jwt, api_key, introspection, certificate, found "basic"
                """)
        #expect(problems(yaml: "auth:\n  methods: api_key\n  local_issuer: false\n") == nil)
    }
}
