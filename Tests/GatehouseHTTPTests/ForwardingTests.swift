import Gatehouse
import Testing

@testable import GatehouseHTTP

@Suite("What proxies say of clients")
struct ForwardingTests {
    // MARK: Refusals

    @Test(
        "What is neither an address nor a network is no trusted proxy",
        arguments: [
            "", "localhost", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "::/129", "10.0.0", "fe80::1%eth0", "*",
        ])
    func entries(entry: String) {
        #expect(HTTPTrustedProxies([entry]) == nil)
    }

    @Test("From somebody else the fields are ignored")
    func untrusted() {
        let fields = "203.0.113.9"
        #expect(head("198.51.100.1", for: fields, proto: "https", host: "a").remoteAddress == "198.51.100.1")
        #expect(head("198.51.100.1", for: fields, proto: "https", host: "a").scheme == "http")
        #expect(head("198.51.100.1", forwarded: "for=203.0.113.9;host=a").publicHost == nil)
        #expect(head(nil, for: fields).remoteAddress == nil)
    }

    @Test("What a client itself has written before its own proxy's word does not count")
    func forged() {
        #expect(head(for: "127.0.0.1, 198.51.100.7").remoteAddress == "198.51.100.7")
        #expect(head(for: "10.0.0.9, 198.51.100.7, 10.0.0.2").remoteAddress == "198.51.100.7")
        #expect(head(forwarded: "for=127.0.0.1;proto=https, for=198.51.100.7").scheme == "http")
        let head = head(for: "127.0.0.1, 198.51.100.7", proto: "https, http", host: "evil, good")
        #expect((head.scheme, head.publicHost) == ("http", "good"))
    }

    @Test(
        "A malformed word ends it: what stands before it does not count",
        arguments: [
            "203.0.113.9, nonsense, 10.0.0.2", "203.0.113.9, , 10.0.0.2", "203.0.113.9, unknown, 10.0.0.2",
            "203.0.113.9, 1.2.3, 10.0.0.2", "203.0.113.9, 198.51.100.7:x, 10.0.0.2", "203.0.113.9, [::1, 10.0.0.2",
        ])
    func malformed(addresses: String) {
        #expect(head(for: addresses).remoteAddress == "10.0.0.2")
    }

    @Test(
        "A malformed Forwarded is no word at all",
        arguments: [
            "for", "for=", "for=\"198.51.100.7", "for=198.51.100.7;for=198.51.100.8", "for=_hidden", "for=unknown",
            "proto=https", "for=\"198.51.100.7\" x", "=198.51.100.7", ";", "",
        ])
    func malformedForwarded(field: String) {
        let head = head(forwarded: field)
        #expect((head.remoteAddress, head.scheme, head.publicHost) == ("10.0.0.1", "http", nil))
    }

    @Test("A scheme or host that is none is left out")
    func parts() {
        let head = head(for: "198.51.100.7", proto: "gopher", host: "a/b")
        #expect((head.remoteAddress, head.scheme, head.publicHost) == ("198.51.100.7", "http", nil))
    }

    // MARK: Words that count

    @Test(
        "The last address that is no proxy of ours is the client",
        arguments: [
            ("198.51.100.7", "198.51.100.7"), ("198.51.100.7:4711", "198.51.100.7"),
            ("198.51.100.7, 10.1.2.3, 10.0.0.2", "198.51.100.7"), ("2001:db8::7", "2001:db8::7"),
            ("[2001:DB8:0::7]:4711", "2001:db8::7"), ("::ffff:198.51.100.7", "198.51.100.7"),
            ("2001:db8::7, fd00::1", "2001:db8::7"), ("10.0.0.3, 10.0.0.2", "10.0.0.3"),
        ])
    func clients(addresses: String, client: String) {
        #expect(head(for: addresses).remoteAddress == client)
    }

    @Test("Forwarded counts before the other fields, with its scheme and host")
    func forwarded() {
        let field = "for=\"[2001:db8::7]:4711\";proto=HTTPS;host=\"mcp.example.com:8443\";by=10.0.0.2, For=10.0.0.2"
        let head = head(forwarded: field, for: "203.0.113.9", proto: "http")
        #expect(head.remoteAddress == "2001:db8::7")
        #expect(head.scheme == "https")
        #expect(head.publicHost == "mcp.example.com:8443")
    }

    @Test("The scheme and host are those of the same proxy's word, or the only one")
    func places() {
        let one = head(for: "198.51.100.7, 10.0.0.2", proto: "https", host: "mcp.example.com")
        #expect((one.scheme, one.publicHost) == ("https", "mcp.example.com"))
        let two = head(for: "198.51.100.7, 10.0.0.2", proto: "https, http", host: "mcp.example.com, inner")
        #expect((two.scheme, two.publicHost) == ("https", "mcp.example.com"))
    }

    @Test("Peers of a Unix domain socket are trusted where the configuration says so")
    func unix() throws {
        let proxies = try #require(HTTPTrustedProxies(["unix"]))
        var head = RequestHead(remoteAddress: nil)
        Forwarding(proxies: proxies).apply(TransportFields(forwardedFor: "198.51.100.7"), to: &head)
        #expect(head.remoteAddress == "198.51.100.7")
    }

    @Test(
        "Networks hold exactly their addresses",
        arguments: [
            ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.0", false), ("192.0.2.1", "192.0.2.1", true),
            ("192.0.2.0/31", "192.0.2.2", false), ("0.0.0.0/0", "203.0.113.9", true), ("::/0", "203.0.113.9", false),
            ("fd00::/8", "fdff::1", true), ("2001:db8::/33", "2001:db8:8000::", false),
            ("::ffff:10.0.0.0/104", "10.9.9.9", true), ("10.0.0.0/8", "::ffff:10.0.0.1", true),
        ])
    func networks(network: String, address: String, isIn: Bool) throws {
        let proxies = try #require(HTTPTrustedProxies([network]))
        #expect(proxies.trusts(peer: address) == isIn)
    }

    @Test("A connection applies what a trusted peer says, and keeps nothing of it otherwise", arguments: [true, false])
    func connection(isTrusted: Bool) throws {
        let responder = StubResponder(answer: { head, _, _ in
            Reply(
                status: 200,
                body: Array("\(head.scheme) \(head.remoteAddress ?? "-") \(head.publicHost ?? "-")".utf8))
        })
        let connection = try EmbeddedConnection(responder) {
            $0.trustedProxies = HTTPTrustedProxies([isTrusted ? "192.0.2.0/24" : "192.0.3.0/24"]) ?? .none
        }
        try connection.send(
            post(
                "{}",
                fields: ["X-Forwarded-For: 198.51.100.7", "X-Forwarded-Proto: https", "X-Forwarded-Host: a.example"]))
        let expected = isTrusted ? "https 198.51.100.7 a.example" : "http 192.0.2.1 -"
        #expect(body(of: try connection.received()) == expected)
    }

    private func head(
        _ peer: String? = "10.0.0.1", forwarded: String? = nil, for addresses: String? = nil, proto: String? = nil,
        host: String? = nil
    ) -> RequestHead {
        var head = RequestHead(remoteAddress: peer)
        let proxies = HTTPTrustedProxies(["10.0.0.0/8", "fd00::/8"]) ?? .none
        let fields = TransportFields(
            forwarded: forwarded, forwardedFor: addresses, forwardedProto: proto, forwardedHost: host)
        Forwarding(proxies: proxies).apply(fields, to: &head)
        return head
    }
}
