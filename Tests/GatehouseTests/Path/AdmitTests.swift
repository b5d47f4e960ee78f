@testable import Gatehouse
import Testing

@Suite("Step 6, limit")
struct AdmitTests {
    private func server(
        perCaller: String? = nil,
        perTool: String? = nil,
        tools: [Tool] = []
    ) throws -> Server {
        var options = ServerOptions(policy: AccessPolicy(roles: ["reader": ["p"]]))
        if let perCaller { options.limits.perCaller = try RateLimit.list(parsing: perCaller) }
        let limited = Tool(
            name: "limited", description: "",
            options: ToolOptions(limits: RateLimits(try perTool.map(RateLimit.list) ?? [])),
            input: NoInput.self
        ) { _, _ in "done" }
        return try Samples.server(
            Components(tools: [limited, Samples.echo] + tools, prompts: [Samples.greet]), options: options)
    }

    @Test("A caller that asks too often is told how long to wait, in the header fields and in the error")
    func overLimit() async throws {
        let server = try server(perCaller: "2/minute")
        let first = await server.answer(.modern("tools/list"))
        #expect(first.status == 200)
        #expect(first.fields("RateLimit-Policy") == ["\"server\";q=2;w=60"])
        #expect(first.fields("RateLimit") == ["\"server\";r=1;t=30"])
        #expect(first.fields("Retry-After").isEmpty)
        _ = await server.answer(.modern("prompts/list"))
        let third = await server.answer(.call("echo", ["text": "x"]))
        #expect(third.status == 429)
        #expect(third.code == 429)
        #expect(third.id == 1)
        let milliseconds = try #require(third.data?["retryAfterMs"]?.integerValue)
        #expect((1...30_000).contains(milliseconds))
        #expect(
            third.message
                == "Too many requests: the limit \"server\" is 2/minute; retry in \(milliseconds) ms")
        #expect(third.data?["limit"] == "2/minute")
        #expect(third.data?["scope"] == "server")
        let seconds = try #require(third.fields("Retry-After").first.flatMap { Int64($0) })
        #expect(seconds * 1_000 >= milliseconds && (seconds - 1) * 1_000 < milliseconds)
        #expect(third.fields("RateLimit") == ["\"server\";r=0;t=\(seconds)"])
        #expect(third.fields("RateLimit-Policy") == ["\"server\";q=2;w=60"])
    }

    @Test("One caller's requests are not another's")
    func perCaller() async throws {
        let server = try server(perCaller: "1/hour")
        #expect(await server.answer(.modern("tools/list", as: "alice")).status == 200)
        #expect(await server.answer(.modern("tools/list", as: "alice")).status == 429)
        #expect(await server.answer(.modern("tools/list", as: "bob")).status == 200)
    }

    @Test("A tool's limit is for that tool, and for each caller")
    func perTool() async throws {
        let server = try server(perTool: "1/hour")
        #expect(await server.answer(.call("limited")).status == 200)
        let refused = await server.answer(.call("limited"))
        #expect(refused.status == 429)
        #expect(refused.data?["scope"] == "limited")
        #expect(await server.answer(.call("echo", ["text": "x"])).status == 200)
        #expect(await server.answer(.call("limited", as: "bob")).status == 200)
    }

    @Test("The server's limit holds for a tool with a limit of its own as well")
    func both() async throws {
        let server = try server(perCaller: "2/hour", perTool: "5/hour")
        let first = await server.answer(.call("limited"))
        #expect(first.fields("RateLimit-Policy") == ["\"server\";q=2;w=3600, \"limited\";q=5;w=3600"])
        _ = await server.answer(.call("limited"))
        #expect(await server.answer(.call("limited")).data?["scope"] == "server")
    }

    @Test("What was refused before costs nothing: without identity, permission, or anything to call")
    func refusedIsFree() async throws {
        let server = try server(perCaller: "1/hour", tools: [Samples.guarded("guarded", .permission("p"))])
        for _ in 0..<3 {
            #expect(await server.answer(.modern("tools/list", as: "expired")).status == 401)
            #expect(await server.answer(.call("guarded")).status == 403)
            #expect(await server.answer(.call("no-such")).status == 400)
            #expect(await server.answer(.modern("no/such")).status == 404)
            #expect(await server.answer(Ask.modern("tools/list").with { $0.text = "{" }).status == 400)
            #expect(await server.answer(Ask.modern("tools/list").with { $0.id = nil }).status == 202)
        }
        #expect(await server.answer(.modern("tools/list")).status == 200)
        #expect(await server.answer(.modern("tools/list")).status == 429)
    }

    @Test("Over the limit, arguments are not looked at")
    func beforeArguments() async throws {
        let server = try server(perCaller: "1/hour")
        _ = await server.answer(.modern("tools/list"))
        #expect(await server.answer(.call("echo", ["text": 5])).status == 429)
    }

    @Test("A session's requests count as any other, the handshake too, and the refusal is 429")
    func legacy() async throws {
        let server = try server(perCaller: "2/hour")
        let session = await server.openSession()
        #expect(await server.answer(.legacy("ping", session: session)).status == 200)
        let refused = await server.answer(.legacy("ping", session: session))
        #expect(refused.status == 429)
        #expect(refused.code == 429)
        #expect(await server.answer(.initialize("2025-11-25")).status == 429)
    }

    @Test("Without limits there are no fields about them")
    func unlimited() async throws {
        #expect(try await server().answer(.modern("tools/list")).reply.fields.isEmpty)
    }

    @Test(
        "A duration in whole units is rounded up and never overflows",
        arguments: [
            (Duration.zero, Int64(0), Int64(0)), (.nanoseconds(1), 1, 1), (.milliseconds(1), 1, 1),
            (.milliseconds(1_000), 1_000, 1), (.milliseconds(1_001), 1_001, 2), (.seconds(Int64.max), .max, .max),
        ])
    func wholeUnits(_ duration: Duration, _ milliseconds: Int64, _ seconds: Int64) {
        #expect(duration.wholeMilliseconds == milliseconds)
        #expect(duration.wholeSeconds == seconds)
    }
}
