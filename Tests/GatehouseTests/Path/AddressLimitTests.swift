import Testing

@testable import Gatehouse

@Suite("Limits of addresses, before it is known who calls")
struct AddressLimitTests {
    private func server(_ limits: AddressLimits) throws -> Server {
        try Server.limited(tools: [.plain()]) { $0.limits.addresses = limits }
    }

    private func guess(_ number: Int, from address: String = "192.0.2.7") -> Ask {
        .plain(as: "wrong\(number)", from: address)
    }

    @Test("Who guesses tokens is refused before they are looked at, with what it may do when")
    func guessing() async throws {
        let server = try server(AddressLimits(failures: "3/hour"))
        #expect(await server.statuses((0..<5).map { guess($0) }) == [401, 401, 401, 429, 429])
        let refused = await server.answer(guess(9))
        #expect(refused.code == 429)
        #expect(refused.id == 1)
        #expect(refused.data?["scope"] == "address-failures")
        #expect(refused.fields("RateLimit-Policy") == ["\"address-failures\";q=3;w=3600"])
        #expect(refused.fields("Retry-After").first.flatMap(Int.init).map { (1_100...1_200).contains($0) } == true)
        #expect(refused.fields("WWW-Authenticate").isEmpty)
        #expect(await server.answer(.plain(as: "never-seen")).status == 429)
        #expect(await server.answer(guess(1, from: "192.0.2.8")).status == 401)
    }

    @Test("Credentials that held are let through, whatever others from their address do")
    func known() async throws {
        let server = try server(AddressLimits(requests: "10/hour", failures: "3/hour"))
        #expect(await server.answer(.plain(as: "alice")).status == 200)
        #expect(await server.statuses((0..<5).map { guess($0) }) == [401, 401, 401, 429, 429])
        #expect(await server.statuses((0..<30).map { _ in .plain(as: "alice") }).allSatisfy { $0 == 200 })
        #expect(await server.answer(.plain(as: "bob")).status == 429)
    }

    @Test("A request without credentials is no guess, and one that is refused for another reason is none")
    func noGuess() async throws {
        let server = try server(AddressLimits(failures: "1/hour"))
        let anonymous = Ask.plain().with { $0.head.authorization = [] }
        #expect(
            await server.statuses([anonymous, anonymous, .plain("none"), .plain("none"), .plain()]) == [
                401, 401, 400, 400, 200,
            ])
    }

    @Test("Requests count where they are limited, whoever sends them")
    func requests() async throws {
        let server = try server(AddressLimits(requests: "2/hour", failures: "9/hour"))
        let anonymous = Ask.plain().with { $0.head.authorization = [] }
        #expect(await server.statuses([anonymous, anonymous, anonymous]) == [401, 401, 429])
        #expect(await server.answer(anonymous).data?["scope"] == "address")
    }

    @Test("Addresses of an IPv6 network count as one; this machine's own, and none, do not count")
    func exempt() async throws {
        let server = try server(AddressLimits(failures: "1/hour"))
        #expect(await server.statuses([guess(1, from: "2001:db8::1"), guess(2, from: "2001:db8::2")]) == [401, 429])
        #expect(await server.statuses((0..<3).map { guess($0, from: "127.0.0.1") }) == [401, 401, 401])
        #expect(await server.statuses((0..<3).map { guess($0, from: "::1") }) == [401, 401, 401])
        let nowhere = guess(1).with { $0.head.remoteAddress = nil }
        #expect(await server.statuses([nowhere, nowhere]) == [401, 401])
    }

    @Test("A limit that cannot be read refuses the server")
    func wrong() {
        let error = #expect(throws: RegistrationError.self) { try server(AddressLimits(failures: "x")) }
        #expect(error?.message.hasPrefix("the limits of addresses: Expected a number of requests") == true)
    }
}
