import Testing

@testable import Gatehouse

@Suite("The policy on hosts")
struct HostPolicyTests {
    @Test("A request without Host, or with two, is refused with status 400")
    func count() throws {
        let policy = try HostPolicy()
        #expect(
            policy.check([])
                == HeadRefusal(status: 400, "The Host header field is missing; HTTP/1.1 requires exactly one."))
        #expect(
            policy.check(["localhost", "localhost"])
                == HeadRefusal(status: 400, "There are 2 Host header fields; HTTP/1.1 requires exactly one."))
    }

    @Test(
        "What is no host and port is refused with status 400, even where every host is allowed",
        arguments: [
            "", " ", "localhost ", " localhost", "local host", "x:99999", "localhost:65536",
            "localhost:080x", "localhost:-1", "localhost:+80", "localhost:80:80", "localhost/", "user@localhost",
            "localhost#", "localhost?", "http://localhost", "[::1", "::1", "[::1]x", "[]", "[:]", "[:::]",
            "[1::2::3]", "[::1%25eth0]", "[v1.x]", "[127.0.0.1]", "[12345::]", "[1:2:3:4:5:6:7]",
            "[1:2:3:4:5:6:7:8:9]", "[1:2:3:4:5:6:7:1.2.3]", "[::1.2.3.256]", "[::1.2.3.04]", "[1:2:3:4:5:6:7::8]",
            "a%zz", "a%2", "ho\u{0}st", "löcalhost", "a\\b", "a\"b", "<a>",
            "\u{212A}",
        ]
    )
    func syntax(host: String) throws {
        for policy in [try HostPolicy(), try HostPolicy(allowed: ["*"])] {
            #expect(
                policy.check([host])
                    == HeadRefusal(
                        status: 400,
                        "The Host header field, \(HeadRefusal.quoted(host)), is not a host and a port."))
        }
    }

    @Test(
        "A host that is not allowed is refused with status 421",
        arguments: [
            "evil.example", "localhost.evil.example", "evil-localhost", "localhost.", "127.0.0.1.evil.example",
            "127.0.0.2", "127.1", "0.0.0.0", "[::2]", "[::ffff:127.0.0.1]", "localhos", "localhostx", "%6cocalhost",
            "localhost,evil", "evil.example:80", "2130706433", "0x7f.0.0.1", "xn--lcalhost-n4a",
        ]
    )
    func foreign(host: String) throws {
        #expect(
            try HostPolicy().check([host])
                == HeadRefusal(
                    status: 421,
                    "The Host header field, \"\(host)\", names a host that this server does not answer for; to allow it, "
                        + "add it to server.allowed_hosts."))
    }

    @Test("An entry with a port allows no other one")
    func port() throws {
        let policy = try HostPolicy(allowed: ["mcp.example.com:8443", "[2001:db8::1]:80"])
        for host in [
            "mcp.example.com", "mcp.example.com:443", "mcp.example.com:8444", "mcp.example.com:844", "mcp.example.com:",
            "[2001:db8::1]",
        ] {
            #expect(policy.check([host])?.status == 421)
        }
        for host in ["mcp.example.com:8443", "MCP.Example.COM:8443", "mcp.example.com:08443", "[2001:DB8:0::1]:80"] {
            #expect(policy.check([host]) == nil)
        }
    }

    @Test(
        "The names of this machine are allowed by default, on any port, in any spelling",
        arguments: [
            "localhost", "LOCALHOST", "localhost:8080", "localhost:", "localhost:0", "localhost:65535", "127.0.0.1",
            "127.0.0.1:1", "[::1]", "[::1]:8080", "[0:0:0:0:0:0:0:1]", "[0000::0001]:9", "[::0.0.0.1]",
        ]
    )
    func loopback(host: String) throws {
        #expect(try HostPolicy().check([host]) == nil)
    }

    @Test("A refusal shows at most 100 characters, none of them invisible")
    func sanitised() throws {
        let refusal = try #require(
            try HostPolicy().check(["a\r\nb\u{202E}\u{1B}[31m\"" + String(repeating: "x", count: 500)]))
        #expect(refusal.status == 400)
        #expect(refusal.description.unicodeScalars.allSatisfy { (" "..."~").contains($0) || $0 == "…" })
        #expect(refusal.description.count < 170)
        #expect(refusal.description.hasPrefix("The Host header field, \"a??b??[31m?xxx"))
    }

    @Test(
        "An entry that is no host is refused, patterns too",
        arguments: ["", "https://example.com", "*.example.com", "example.com/", "a b", "example.com:http", "::1"]
    )
    func entries(entry: String) {
        #expect(
            throws: HostPolicyError(setting: "server.allowed_hosts", entry)
        ) { try HostPolicy(allowed: [entry]) }
        #expect(
            HostPolicyError(setting: "server.allowed_hosts", "*.x").description
                == "server.allowed_hosts: \"*.x\" is not a host, as \"mcp.example.com\", \"mcp.example.com:8443\" or "
                + "\"[::1]\".")
    }

    @Test("A star allows every host, and an empty list none")
    func extremes() throws {
        #expect(try HostPolicy(allowed: ["*"]).check(["anything.example:99"]) == nil)
        #expect(try HostPolicy(allowed: []).check(["localhost"])?.status == 421)
    }

    @Test("The comparison byte by byte admits nothing that the parsed one would not", arguments: 0..<UInt64(20))
    func fastPath(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let texts = ["localhost", "localhost:80", "[::1]", "[::1]:8080", "a.b:1", "A.b"]
        let entries = try texts.map { try #require(HostEntry($0)) }
        let pieces = [
            "localhost", "LOCAL", "host", "[::1]", ":", "80", "8080", "0", "a.b", "A.B", "1", ".", "%", "@", " ",
        ]
        for _ in 0..<2_000 {
            let host = (0..<Int.random(in: 0...4, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? ""
            }.joined()
            for entry in entries where entry.admits(spelling: host) {
                let authority = try #require(Authority(host))
                #expect(entry.admits(authority))
            }
        }
    }
}
