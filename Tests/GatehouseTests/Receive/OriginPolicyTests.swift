import Testing

@testable import Gatehouse

@Suite("The policy on origins")
struct OriginPolicyTests {
    @Test(
        "A foreign origin is refused with status 403",
        arguments: [
            "https://evil.example", "http://localhost.evil.example", "http://evil.example:8080", "https://127.0.0.2",
            "http://notlocalhost", "ftp://localhost", "chrome-extension://localhost", "file://localhost",
            "http://mcp.example.com:81", "http://app.example.com", "https://app.example.com:8443",
        ]
    )
    func foreign(origin: String) throws {
        let policy = try OriginPolicy(allowed: ["https://app.example.com"])
        #expect(
            policy.check([origin], host: ["mcp.example.com"])
                == HeadRefusal(
                    status: 403,
                    "The Origin header field, \"\(origin)\", is not an allowed origin; to allow it, add it to "
                        + "server.allowed_origins."))
    }

    @Test("The origin null is refused with status 403")
    func null() throws {
        #expect(
            try OriginPolicy().check(["null"])
                == HeadRefusal(
                    status: 403,
                    "The Origin header field, \"null\", stands for an unknown page, which is not allowed; see "
                        + "server.allowed_origins."))
    }

    @Test("Two Origin lines are refused with status 403")
    func twice() throws {
        #expect(
            try OriginPolicy().check(["http://localhost", "http://localhost"])
                == HeadRefusal(status: 403, "There are 2 Origin header fields; at most one may be sent."))
    }

    @Test(
        "What is no origin is refused with status 403",
        arguments: [
            "", " ", "localhost", "http:localhost", "http:/localhost", "//localhost", "http://", "http://localhost/",
            "http://localhost/path", "http://localhost#", "http://user@localhost",
            "http://localhost http://evil.example",
            "http://localhost, http://evil.example", "://localhost", "1http://localhost", "ht tp://localhost",
            "http://localhost:99999", "http://[::1", "http://l\u{F6}calhost", "NULL", "http://localhost\u{0}",
            "javascript:alert(1)", "http\\://localhost",
        ]
    )
    func syntax(origin: String) throws {
        #expect(
            try OriginPolicy().check([origin])
                == HeadRefusal(status: 403, "The Origin header field, \(HeadRefusal.quoted(origin)), is not an origin.")
        )
    }

    @Test("A very long origin is refused, and shown in part")
    func long() throws {
        let origin = "http://" + String(repeating: "a", count: 100_000)
        let refusal = try #require(try OriginPolicy().check([origin]))
        #expect(refusal.description.count < 160)
    }

    @Test("A request without Origin passes")
    func absent() throws {
        #expect(try OriginPolicy(loopbackHosts: []).check([], host: ["mcp.example.com"]) == nil)
    }

    @Test(
        "The origins of this machine are allowed by default, on any port",
        arguments: [
            "http://localhost", "https://localhost", "http://localhost:6274", "http://127.0.0.1:3000", "https://[::1]",
            "http://[::1]:9", "HTTP://LOCALHOST:1", "http://[0:0:0:0:0:0:0:1]:9",
        ]
    )
    func loopback(origin: String) throws {
        #expect(try OriginPolicy().check([origin]) == nil)
        #expect(try OriginPolicy(loopbackHosts: []).check([origin])?.status == 403)
    }

    @Test("An entry allows its origin, in any spelling of the host and of the default port")
    func entries() throws {
        let policy = try OriginPolicy(allowed: ["https://app.example.com", "http://x.example:80", "app://desk"])
        for origin in [
            "https://app.example.com", "https://app.example.com:443", "HTTPS://APP.example.com", "http://x.example",
            "http://x.example:80", "app://desk",
        ] {
            #expect(policy.check([origin]) == nil)
        }
    }

    @Test("The origin that the request is addressed to is allowed, and no other port of it")
    func sameOrigin() throws {
        let policy = try OriginPolicy()
        #expect(policy.check(["https://mcp.example.com"], host: ["mcp.example.com"]) == nil)
        #expect(policy.check(["https://mcp.example.com"], host: ["MCP.example.com:443"]) == nil)
        #expect(policy.check(["http://mcp.example.com:8080"], host: ["mcp.example.com:8080"]) == nil)
        #expect(policy.check(["http://mcp.example.com:8080"], host: ["mcp.example.com:8081"])?.status == 403)
        #expect(policy.check(["http://mcp.example.com"], host: ["mcp.example.com:443"])?.status == 403)
        #expect(policy.check(["https://mcp.example.com"])?.status == 403)
        #expect(policy.check(["https://mcp.example.com"], host: ["mcp.example.com", "mcp.example.com"])?.status == 403)
        #expect(policy.check(["app://mcp.example.com"], host: ["mcp.example.com"])?.status == 403)
    }

    @Test("A star allows every origin, null as well, but not two of them")
    func star() throws {
        let policy = try OriginPolicy(allowed: ["*"])
        #expect(policy.check(["https://evil.example"]) == nil)
        #expect(policy.check(["null"]) == nil)
        #expect(policy.check(["null", "null"])?.status == 403)
    }

    @Test(
        "An entry that is no origin is refused, patterns too",
        arguments: ["", "example.com", "https://*.example.com", "https://example.com/", "null", "https://"]
    )
    func badEntries(entry: String) {
        #expect(throws: HostPolicyError(setting: "server.allowed_origins", entry)) {
            try OriginPolicy(allowed: [entry])
        }
        #expect(
            HostPolicyError(setting: "server.allowed_origins", "null").description
                == "server.allowed_origins: \"null\" is not an origin, as \"https://app.example.com\" or "
                + "\"http://localhost:6274\".")
    }
}
