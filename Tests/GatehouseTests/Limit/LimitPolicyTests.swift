import Testing

@testable import Gatehouse

@Suite("Limits by key, scope, exemption and cost")
struct LimitPolicyTests {
    // MARK: Refusals of the server

    @Test("A limit that cannot be read, a name twice, and a shared limit that does not exist refuse the server")
    func wrong() {
        #expect(throws: RegistrationError.self) { try Server.limited([LimitPolicy("x", "many/day")]) }
        let error = #expect(throws: RegistrationError.self) {
            try Server.limited([LimitPolicy("x", "1/s"), LimitPolicy("x", "2/s")])
        }
        #expect(error?.message == "two limits are called \"x\"")
        let unknown = #expect(throws: RegistrationError.self) {
            try Server.limited(
                [LimitPolicy("search", "1/s", scope: .named)],
                tools: [.plain("t", ToolOptions(sharedLimits: ["serach"]))])
        }
        #expect(
            unknown?.message == "tool \"t\": the shared limit \"serach\" does not exist; the limits are search")
        let quota = #expect(throws: RegistrationError.self) {
            try Server.limited([LimitPolicy("q", quotas: "5/week")])
        }
        #expect(
            quota?.message
                == "limit \"q\": Expected a period of the calendar: day or month, but found 'week' at byte 2 of \"5/week\"."
        )
    }

    // MARK: Keys

    @Test(
        "Requests count together by the key, and by each caller where there is none",
        arguments: [
            (LimitKey.caller, ["alice@a#1", "alice@b#2", "bob@a#1"], [200, 429, 200]),
            (.tenant, ["alice@a", "bob@a", "carol@b", "dave", "dave", "erin"], [200, 429, 200, 200, 429, 200]),
            (.credential, ["alice#1", "alice#1", "alice#2", "bob#1"], [200, 429, 200, 200]),
            (.everyone, ["alice", "bob"], [200, 429]),
            (.tool, ["alice", "bob"], [200, 429]),
            (.each(.tenant, .credential), ["alice@a#1", "alice@a#2", "alice@a#1"], [200, 200, 429]),
            (
                .by { $0.principal.roles.first }, ["alice+r", "bob+r", "carol+s", "dave", "dave"],
                [200, 429, 200, 200, 429]
            ),
        ])
    func keys(key: LimitKey, callers: [String], statuses: [Int]) async throws {
        let server = try Server.limited([LimitPolicy("x", "1/hour", key: key)], tools: [.plain()])
        #expect(await server.statuses(callers.map { .plain(as: $0) }) == statuses)
    }

    @Test("No value of one key is taken for another's")
    func forged() async throws {
        let server = try Server.limited([LimitPolicy("x", "1/hour", key: .tenant)], tools: [.plain()])
        let identity = "https://issuer.example alice"
        #expect(await server.statuses([.plain(as: "alice"), .plain(as: "bob@\(identity)")]) == [200, 200])
    }

    @Test("An IPv6 address counts by its network, an IPv4 address by itself, however it is written")
    func addresses() async throws {
        let server = try Server.limited([LimitPolicy("x", "1/hour", key: .address)], tools: [.plain()])
        let addresses = [
            "2001:db8::1", "2001:db8:0:0:ffff::2", "2001:db8:0:1::1", "192.0.2.1", "::ffff:192.0.2.1", "192.0.2.2",
        ]
        let asks = addresses.map { Ask.plain(as: "alice", from: $0) }
        #expect(await server.statuses(asks) == [200, 429, 200, 200, 429, 200])
    }

    // MARK: Scopes

    @Test("A limit counts the methods, tools and tags that it is for, and nothing else")
    func scopes() async throws {
        let tools = [
            Tool.plain("a"), .plain("b", ToolOptions(tags: ["slow"])), .plain("c", ToolOptions(tags: ["slow"])),
        ]
        let prompt = Prompt(name: "p", description: "", options: .init(tags: ["slow"])) { _, _ in [] }
        let server = try Server.limited(
            [
                LimitPolicy("lists", "1/hour", scope: .methods("tools/list", "prompts/list")),
                LimitPolicy("one", "1/hour", scope: .tools("a")), LimitPolicy("tagged", "2/hour", scope: .tags("slow")),
            ], tools: tools, prompts: [prompt])
        #expect(await server.statuses([.modern("tools/list"), .modern("prompts/list")]) == [200, 429])
        #expect(await server.statuses([.plain("a"), .plain("a")]) == [200, 429])
        #expect(
            await server.statuses([.plain("b"), .modern("prompts/get", ["name": "p"]), .plain("c")]) == [200, 200, 429])
        #expect(await server.answer(.plain("b")).data?["scope"] == "tagged")
        for _ in 0..<3 { #expect(await server.answer(.call("echo", ["text": "x"])).status == 200) }
    }

    @Test("A named limit is shared by the tools that name it, and by no other")
    func named() async throws {
        let sharing = ToolOptions(sharedLimits: ["search"])
        let server = try Server.limited(
            [LimitPolicy("search", "2/hour", scope: .named)],
            tools: [.plain("a", sharing), .plain("b", sharing), .plain("c")])
        #expect(
            await server.statuses([.plain("a"), .plain("b"), .plain("a"), .plain("b"), .plain("c")]) == [
                200, 200, 429, 429, 200,
            ])
    }

    // MARK: Exemptions and limits by caller

    @Test("Who is exempt by role, address or function is not counted")
    func exempt() async throws {
        let exemption = LimitExemption(
            roles: ["admin"], addresses: ["10.0.0.0/8", "2001:db8::/32"].compactMap { NetworkRange($0) },
            when: { $0.principal.subject == "root" })
        let server = try Server.limited([LimitPolicy("x", "1/hour", exemption: exemption)], tools: [.plain()])
        for ask in [
            Ask.plain(as: "alice+admin"), .plain(as: "bob", from: "10.9.8.7"), .plain(as: "bob", from: "2001:db8:9::1"),
            .plain(as: "root"),
        ] {
            #expect(await server.statuses([ask, ask, ask]) == [200, 200, 200])
            #expect(await server.answer(ask).fields("RateLimit").isEmpty)
        }
        #expect(await server.statuses([.plain(as: "bob"), .plain(as: "bob")]) == [200, 429])
    }

    @Test("Limits may be a caller's own, and those who have none have the policy's")
    func byCaller() async throws {
        let policy = LimitPolicy("plan", "1/hour") { $0.roles.contains("gold") ? "3/hour" : nil }
        let server = try Server.limited([policy], tools: [.plain()])
        #expect(await server.statuses(Array(repeating: .plain(as: "alice+gold"), count: 4)) == [200, 200, 200, 429])
        #expect(await server.statuses(Array(repeating: .plain(as: "bob"), count: 2)) == [200, 429])
        #expect(await server.answer(.plain(as: "alice+gold")).data?["limit"] == "3/hour")
    }

    @Test("Limits go by the roles that a caller holds: with those that it is granted, without those of other tenants")
    func heldRoles() async throws {
        let policies = [
            LimitPolicy("plan", "1/hour", exemption: LimitExemption(roles: ["admin"])) {
                $0.roles.contains("gold") ? "3/hour" : nil
            },
            LimitPolicy(
                "own", "100/hour", scope: .tools("plain"),
                exemption: LimitExemption(when: { $0.principal.roles.contains("admin") })),
        ]
        let server = try Server.limited(policies, tools: [.plain()]) {
            $0.policy.roles = ["gold": AccessPolicy.Role(tenant: "acme"), "admin": []]
            $0.policy.grants = [
                AccessGrant(.subject("bob"), roles: ["gold"]), AccessGrant(.subject("root"), roles: ["admin"]),
            ]
        }
        for (caller, admitted) in [
            ("alice+gold@acme", 3), ("alice+gold@other", 1), ("carol+gold", 1), ("bob@acme", 3), ("bob@other", 1),
        ] {
            let statuses = await server.statuses(Array(repeating: .plain(as: caller), count: 4))
            #expect(statuses == (0..<4).map { $0 < admitted ? 200 : 429 }, "\(caller)")
        }
        #expect(await server.statuses(Array(repeating: .plain(as: "root"), count: 4)) == [200, 200, 200, 200])
        #expect(await server.answer(.plain(as: "root")).fields("RateLimit").isEmpty)
        let told = await server.previewLimits(
            ofTool: "plain",
            for: Principal(subject: "bob", issuer: "https://issuer.example", tenant: "acme", method: .jwt))
        #expect(told.map { "\($0.limit)" } == ["3/hour", "100/hour"])
    }

    @Test("Any number of different limits by caller takes the memory of 64")
    func variants() throws {
        let variants = LimitVariants(named: "x", scopes: LimitScopes())
        let limits = try (1...200).map { RateLimits([try RateLimit(quota: $0, perSeconds: 60)]) }
        let first = variants.rules(limits[0]).map(\.scope)
        for limit in limits.prefix(64) { _ = variants.rules(limit) }
        #expect(variants.rules(limits[0]).map(\.scope) == first)
        for limit in limits { _ = variants.rules(limit) }
        #expect(variants.rules(limits[0]).map(\.scope) != first)
    }

    // MARK: All or nothing

    @Test("Where one of several limits refuses, the others are not counted, whatever their keys are")
    func allOrNothing() async throws {
        let server = try Server.limited(
            [
                LimitPolicy("tenant", "4/hour fixed", key: .tenant),
                LimitPolicy("all", "9/hour moving", key: .everyone),
                LimitPolicy("mine", "1/hour"),
            ], tools: [.plain()])
        #expect(
            await server.statuses((0..<9).map { _ in .plain(as: "alice@a") }) == [200] + Array(repeating: 429, count: 8)
        )
        let callers = (0..<4).map { Ask.plain(as: "caller\($0)@a") }
        #expect(await server.statuses(callers) == [200, 200, 200, 429])
        let other = await server.answer(.plain(as: "dave@b"))
        // One of alice's, three of the others', and this one.
        #expect(other.fields("RateLimit-Policy") == ["\"tenant\";q=4;w=3600, \"all\";q=9;w=3600, \"mine\";q=1;w=3600"])
        #expect(other.fields("RateLimit") == ["\"mine\";r=0;t=3600"])
    }

    @Test("The longest wait of all that refuse is told")
    func longestWait() async throws {
        let server = try Server.limited(
            [LimitPolicy("short", "1/minute"), LimitPolicy("long", "1/hour", key: .everyone)], tools: [.plain()])
        _ = await server.answer(.plain())
        let refused = await server.answer(.plain())
        #expect(refused.data?["scope"] == "long")
        #expect(refused.data?["windowSeconds"] == 3_600)
        #expect(refused.data?["remaining"] == 0)
        #expect(refused.data?["quota"] == 1)
    }

    // MARK: Costs

    private func call(_ tool: String, _ arguments: JSONObject) -> Ask { .call(tool, arguments) }

    @Test("A call costs what is fixed, or what its arguments ask for, but never nothing")
    func costs() async throws {
        let schema: JSONValue = [
            "type": "object", "properties": ["limit": ["type": "integer"], "tags": ["type": "array"]],
        ]
        let tool = Tool(
            name: "find", description: "", options: ToolOptions(limits: "100/hour", cost: .argument("/limit")),
            inputSchema: schema
        ) { _, _ in "" }
        let server = try Server.limited(
            tools: [tool, .plain("dear", ToolOptions(limits: "100/hour", cost: .fixed(60)))])
        let remaining = { (answer: Answer) in answer.fields("RateLimit").first ?? "" }
        #expect(remaining(await server.answer(call("find", ["limit": 30]))) == "\"find\";r=70;t=36")
        #expect(remaining(await server.answer(call("find", ["limit": -5]))).hasPrefix("\"find\";r=69;"))
        #expect(remaining(await server.answer(call("find", ["limit": "many"]))).hasPrefix("\"find\";r=65;"))
        #expect(remaining(await server.answer(call("find", [:]))).hasPrefix("\"find\";r=64;"))
        let refused = await server.answer(call("find", ["limit": 65]))
        #expect(refused.status == 429)
        #expect(refused.data?["cost"] == 65)
        #expect(refused.fields("RateLimit").first?.hasPrefix("\"find\";r=64;") == true)
        #expect(await server.statuses([.plain("dear"), .plain("dear")]) == [200, 429])
    }

    @Test("What a call really cost is charged or given back when it has ended")
    func corrected() async throws {
        let add = Tool(
            name: "add", description: "",
            options: ToolOptions(limits: "100/hour burst 100", cost: .fixed(50).corrected(by: "/sum")),
            input: Operands.self
        ) { operands, _ in Sum(sum: operands.a &+ operands.b) }
        let server = try Server.limited(tools: [add])
        let first = await server.answer(call("add", ["a": 1, "b": 4]))
        #expect(first.fields("RateLimit").first?.hasPrefix("\"add\";r=50;") == true)
        // Five of a hundred are used now.
        let second = await server.answer(call("add", ["a": 100, "b": 100]))
        #expect(second.fields("RateLimit").first?.hasPrefix("\"add\";r=45;") == true)
        let third = await server.answer(call("add", ["a": 0, "b": 0]))
        #expect(third.status == 429)
        // 5 and 200 of 100 are used, and 50 have to come back for the next one: 155 of 100 an hour.
        let seconds = try #require(third.fields("Retry-After").first.flatMap(Int.init))
        #expect((5_570...5_580).contains(seconds))
    }

    // MARK: What is told

    @Test("A preview tells what every limit of a call would say, and counts nothing")
    func preview() async throws {
        let server = try Server.limited(
            [LimitPolicy("all", "9/hour", quotas: "5/day", cost: .argument("/limit"))],
            tools: [.plain("t", ToolOptions(limits: "2/minute"))])
        let alice = Principal(subject: "alice", issuer: "https://issuer.example", method: .jwt)
        for _ in 0..<3 {
            let told = await server.previewLimits(ofTool: "t", for: alice, arguments: ["limit": 3])
            #expect(told.map(\.name) == ["all", "all-day", "t"])
            #expect(told.map(\.remaining) == [6, 2, 1])
            #expect(told.map(\.isAllowed) == [true, true, true])
        }
        #expect(await server.statuses([.plain("t"), .plain("t"), .plain("t")]) == [200, 200, 429])
        let told = await server.previewLimits(ofTool: "t", for: alice)
        #expect(told.map(\.isAllowed) == [true, true, false])
        #expect(await server.previewLimits(ofTool: "none", for: alice).isEmpty)
    }

    @Test("The older header fields come where they are asked for, and their time is one since 1970")
    func legacyFields() async throws {
        let server = try Server.limited([LimitPolicy("x", "2/minute")], tools: [.plain()]) {
            $0.limits.hasLegacyFields = true
        }
        let answer = await server.answer(.plain())
        #expect(answer.fields("X-RateLimit-Limit") == ["2"])
        #expect(answer.fields("X-RateLimit-Remaining") == ["1"])
        let reset = try #require(answer.fields("X-RateLimit-Reset").first.flatMap { Int64($0) })
        #expect((25...35).contains(reset - Instant.milliseconds() / 1_000))
        #expect(
            try await Server.limited(tools: [.plain("t", ToolOptions(limits: "1/s"))]).answer(.plain("t"))
                .fields("X-RateLimit-Limit").isEmpty)
    }

    @Test(
        "A request of an address is one of a network where its first bits are",
        arguments: [
            ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false), ("0.0.0.0/0", "255.1.2.3", true),
            ("0.0.0.0/0", "::1", false), ("::/0", "1.2.3.4", false), ("192.0.2.1", "192.0.2.1", true),
            ("192.0.2.1/32", "192.0.2.2", false), ("::1", "::1", true), ("2001:db8::/33", "2001:db8:8000::", false),
            ("::1", "no address", false),
        ])
    func networks(range: String, address: String, isIn: Bool) {
        #expect(NetworkRange(range)?.contains(address) == isIn)
    }

    @Test(
        "What is no network is none",
        arguments: [
            "", "10.0.0.0/33", "::/129", "10.0.0/8", "10.0.0.0/", "10.0.0.0/-1", "1.2.3.4.5", "256.1.1.1", "01.2.3.4",
            "x/8",
            "10.0.0.0/8/8",
        ])
    func noNetworks(text: String) {
        #expect(NetworkRange(text) == nil)
    }
}
