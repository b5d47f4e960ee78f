import Gatehouse
import Synchronization
import Testing

@testable import GatehouseFetch

@Suite("Asking other servers")
struct OutgoingFetchTests {
    /// A fetcher that may ask this machine, and gives up soon.
    private static func fetcher(
        _ change: (inout OutgoingOptions) -> Void = { _ in },
        resolver: any HostResolving = SystemResolver()
    ) -> OutgoingFetch {
        var options = OutgoingOptions(plainText: .loopback, timeout: .seconds(10))
        change(&options)
        return OutgoingFetch(options, resolver: resolver)
    }

    /// What comes of a request to a server that answers so.
    private func outcome(
        _ reply: FaultServer.Reply,
        _ request: OutgoingRequest? = nil,
        _ change: (inout OutgoingOptions) -> Void = { _ in }
    ) async throws -> Result<OutgoingResponse, OutgoingFailure> {
        let fetcher = Self.fetcher(change)
        let result = Mutex<Result<OutgoingResponse, OutgoingFailure>?>(nil)
        try await FaultServer.run { _ in
            reply
        } _: { server in
            var asked = request ?? OutgoingRequest("\(server.origin)/keys")
            if asked.url.isEmpty { asked.url = "\(server.origin)/keys" }
            do throws(OutgoingFailure) {
                let response = try await fetcher.fetch(asked)
                result.withLock { $0 = .success(response) }
            } catch {
                result.withLock { $0 = .failure(error) }
            }
        }
        await fetcher.close()
        return try #require(result.withLock { $0 })
    }

    private func failure(
        _ reply: FaultServer.Reply,
        _ change: (inout OutgoingOptions) -> Void = { _ in }
    ) async throws -> OutgoingFailure? {
        guard case .failure(let failure) = try await outcome(reply, nil, change) else { return nil }
        return failure
    }

    @Test("An answer that the request takes comes back whole")
    func answer() async throws {
        let response = try await outcome(
            .answer("{\"a\":1}", type: "Application/JSON; charset=utf-8", fields: ["Cache-Control: max-age=5"])
        ).get()
        #expect(response.status == 200)
        #expect(response.body == Array("{\"a\":1}".utf8))
        #expect(response.field("cache-control") == "max-age=5")
        #expect(response.field("etag") == nil)
    }

    @Test("A form is sent with its fields and its body")
    func post() async throws {
        let requests = Mutex<[String]>([])
        let fetcher = Self.fetcher()
        try await FaultServer.run { _ in
            .answer("{}")
        } _: { server in
            _ = try await fetcher.fetch(
                OutgoingRequest(
                    "\(server.origin)/introspect?x=1", method: .post,
                    fields: [("Content-Type", "application/x-www-form-urlencoded")], body: Array("token=abc".utf8)))
            requests.withLock { $0 = server.requests }
        }
        await fetcher.close()
        let request = try #require(requests.withLock { $0 }.first)
        #expect(request.hasPrefix("POST /introspect?x=1 HTTP/1.1\r\n"))
        #expect(request.hasSuffix("\r\n\r\ntoken=abc"))
        #expect(request.lowercased().contains("\r\naccept: application/json\r\n"))
        #expect(request.lowercased().contains("\r\ncontent-length: 9\r\n"))
    }

    private static let json = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"

    @Test(
        "An answer that the request does not take is refused",
        arguments: [
            (FaultServer.Reply.answer("{}", status: 500), "the answer has status 500"),
            (.answer("{}", status: 404), "the answer has status 404"),
            (
                .answer("", status: 302, fields: ["Location: http://127.0.0.1:9/"]),
                "the answer has a redirection, which is not followed: status 302"
            ),
            (
                .answer("", status: 301, fields: ["Location: /other"]),
                "the answer has a redirection, which is not followed: status 301"
            ),
            (
                .answer("", status: 308, fields: ["Location: https://a.example/"]),
                "the answer has a redirection, which is not followed: status 308"
            ),
            (.answer("<html></html>", type: "text/html"), "the answer is not of the media type application/json"),
            (.answer("{}", type: nil), "the answer is not of the media type application/json"),
            (.answer("{}", type: "application/jsonp"), "the answer is not of the media type application/json"),
            (
                .answer("{}", fields: ["Content-Encoding: gzip"]),
                "the answer is encoded, though nobody asked for it"
            ),
            (.raw(json + "Content-Length: 10485760\r\n\r\n{"), "the answer has more than 262144 bytes"),
            (.endless, "the answer has more than 262144 bytes"),
        ])
    func unacceptable(_ reply: FaultServer.Reply, _ reason: String) async throws {
        let failure = try #require(try await failure(reply))
        #expect(failure.kind == .unacceptable)
        #expect(failure.description == reason)
    }

    @Test(
        "A connection that ends within an answer, and what is no HTTP, is refused",
        arguments: [
            FaultServer.Reply.raw(""), .raw(json + "Content-Length: 100\r\n\r\n{\"keys\":["),
            .raw(json + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"a"), .raw("SSH-2.0-OpenSSH_9.6\r\n"),
            .raw("\0\0\0\0"),
        ])
    func disconnected(_ reply: FaultServer.Reply) async throws {
        #expect(try await failure(reply)?.kind == .disconnected)
    }

    @Test(
        "A server that hangs or drips is left when the time is over",
        arguments: [
            FaultServer.Reply.hang, .drip(json + "Content-Length: 5000\r\n\r\n" + String(repeating: " ", count: 5_000)),
            .drip(String(repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: 500)),
        ])
    func slow(_ reply: FaultServer.Reply) async throws {
        let start = ContinuousClock.now
        let failure = try await failure(reply) { $0.timeout = .milliseconds(300) }
        #expect(failure?.kind == .timedOut)
        #expect(failure?.description == "the answer did not come in time")
        #expect(start.duration(to: .now) < .seconds(5))
    }

    @Test("A port on which nobody listens is not connected to")
    func nobodyListens() async throws {
        let port = Mutex(0)
        try await FaultServer.run { _ in
            .hang
        } _: { server in
            port.withLock { $0 = server.port }
        }
        let fetcher = Self.fetcher()
        await #expect(throws: OutgoingFailure(.notConnected, "connection refused")) {
            try await fetcher.fetch(OutgoingRequest("http://127.0.0.1:\(port.withLock { $0 })/"))
        }
        await fetcher.close()
    }

    @Test("Without TLS nothing is asked, unless a setting allows it, and then this machine alone")
    func plainText() async throws {
        let strict = OutgoingFetch()
        await #expect(throws: OutgoingFailure(.forbidden, "the URL is without TLS")) {
            try await strict.fetch(OutgoingRequest("http://127.0.0.1:9/"))
        }
        await strict.close()
        let fetcher = Self.fetcher({ $0.networks = OutgoingNetworks(["0.0.0.0/0", "::/0"]) ?? .none })
        for host in ["10.0.0.1", "1.1.1.1", "[2606:4700::1111]"] {
            let name = host.filter { $0 != "[" && $0 != "]" }
            await #expect(
                throws: OutgoingFailure(
                    .forbidden, "the host \(name) is not this machine, and the URL is without TLS")
            ) {
                try await fetcher.fetch(OutgoingRequest("http://\(host)/"))
            }
        }
        await fetcher.close()
    }

    private static func notPublic(_ host: String) -> OutgoingFailure {
        OutgoingFailure(
            .forbidden,
            "the host \(host) leads to no address that may be asked: it is private, and not allowed by a setting")
    }

    @Test(
        "A private address is not connected to, however it is written",
        arguments: [
            ("127.0.0.1", "127.0.0.1"), ("[::1]", "::1"), ("[::ffff:127.0.0.1]", "::ffff:127.0.0.1"),
            ("[::ffff:7f00:1]", "::ffff:7f00:1"), ("169.254.169.254", "169.254.169.254"), ("10.1.2.3", "10.1.2.3"),
            ("100.64.0.1", "100.64.0.1"), ("0.0.0.0", "0.0.0.0"), ("localhost", "localhost"),
            ("2130706433", "2130706433"), ("0x7f000001", "0x7f000001"), ("0177.0.0.1", "0177.0.0.1"),
            ("127.1", "127.1"),
        ])
    func privateAddress(_ host: String, _ name: String) async throws {
        try await FaultServer.run { _ in
            .answer("{}")
        } _: { server in
            let fetcher = OutgoingFetch()
            await #expect(throws: Self.notPublic(name)) {
                try await fetcher.fetch(OutgoingRequest("https://\(host):\(server.port)/"))
            }
            await fetcher.close()
            #expect(server.connections == 0)
        }
    }

    /// Names that lead where a test says; each look-up takes the next answer.
    private final class Names: HostResolving {
        private let answers: Mutex<[[String]]>

        init(_ answers: [[String]]) { self.answers = Mutex(answers) }

        func addresses(of host: String) async throws(OutgoingFailure) -> [IPAddress] {
            answers.withLock { $0.count > 1 ? $0.removeFirst() : $0.first ?? [] }.compactMap { IPAddress($0) }
        }
    }

    @Test("A name that leads to a private address is not followed there, also where it led elsewhere before")
    func rebinding() async throws {
        try await FaultServer.run { _ in
            .answer("{}")
        } _: { server in
            // The second look-up would lead to the server; the connection goes to the first one's address or nowhere.
            let names = Names([["192.0.2.1"], ["127.0.0.1"]])
            let fetcher = Self.fetcher(
                {
                    $0.networks = OutgoingNetworks(["192.0.2.0/24"]) ?? .none
                    $0.connectTimeout = .milliseconds(200)
                    $0.timeout = .milliseconds(400)
                }, resolver: names)
            let url = "https://keys.example:\(server.port)/"
            await #expect(throws: OutgoingFailure.self) { try await fetcher.fetch(OutgoingRequest(url)) }
            await #expect(throws: Self.notPublic("keys.example")) { try await fetcher.fetch(OutgoingRequest(url)) }
            await fetcher.close()
            #expect(server.connections == 0)
        }
    }

    @Test("Of a name's addresses those that may not be asked are left out, and the next is tried where one is silent")
    func severalAddresses() async throws {
        try await FaultServer.run { _ in
            .answer("{}")
        } _: { server in
            let names = Names([["10.0.0.1", "127.0.0.2", "127.0.0.1"]])
            let fetcher = Self.fetcher(resolver: names)
            // Nobody listens on 127.0.0.2, whose refusal is immediate.
            let response = try await fetcher.fetch(OutgoingRequest("http://keys.example:\(server.port)/a"))
            #expect(response.body == Array("{}".utf8))
            #expect(server.requests.first?.lowercased().contains("\r\nhost: keys.example:\(server.port)\r\n") == true)
            await fetcher.close()
        }
    }

    @Test("Of a name's addresses one of each family is tried in turn, that of the first at first")
    func families() {
        let addresses = ["2606:4700::1", "2606:4700::2", "2606:4700::3", "1.1.1.1", "1.1.1.2"].compactMap {
            IPAddress($0)
        }
        #expect(
            OutgoingFetch.alternating(addresses).map(\.description)
                == ["2606:4700::1", "1.1.1.1", "2606:4700::2", "1.1.1.2", "2606:4700::3"])
        #expect(OutgoingFetch.alternating([]) == [])
    }

    @Test("More requests at once than the bound are refused at once")
    func tooMany() async throws {
        try await FaultServer.run { _ in
            .hang
        } _: { server in
            let fetcher = Self.fetcher {
                $0.maximumConcurrent = 1
                $0.timeout = .seconds(30)
            }
            let request = OutgoingRequest("\(server.origin)/")
            let first = Task { try await fetcher.fetch(request) }
            while server.requests.isEmpty { await Task.yield() }
            await #expect(throws: OutgoingFailure(.overloaded, "1 requests to other servers are under way")) {
                try await fetcher.fetch(request)
            }
            first.cancel()
            await #expect(throws: OutgoingFailure.self) { try await first.value }
            await fetcher.close()
        }
    }

    @Test("A request shows neither its fields nor its body")
    func redacted() {
        let request = OutgoingRequest(
            "https://a.example/x?token=secret", method: .post, fields: [("Authorization", "secret")], body: [1])
        #expect("\(request)" == "POST https://a.example/x")
        #expect(String(reflecting: request) == "POST https://a.example/x")
        #expect(Mirror(reflecting: request).children.isEmpty)
    }
}
