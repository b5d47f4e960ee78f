import Gatehouse
import Testing

@testable import GatehouseClient

@Suite("Answers that are kept")
struct CacheTests {
    private let clock = ManualClock()

    private func client(
        _ server: ScriptedServer,
        _ change: (inout ClientOptions) -> Void = { _ in }
    ) async throws -> Client {
        try await Client.of(server) {
            $0.timeout = nil
            $0.clock = clock.clock
            change(&$0)
        }
    }

    private static func page(_ ttl: JSONValue?, scope: String = "public") -> JSONObject {
        var page: JSONObject = ["resultType": "complete", "tools": [], "cacheScope": .string(scope)]
        page["ttlMs"] = ttl
        return page
    }

    @Test("A list is asked for again when it is no longer fresh")
    func expiry() async throws {
        let server = ScriptedServer.modern { $0.result(Self.page(1_000)) }
        let client = try await client(server)
        for _ in 0..<3 { _ = try await client.listTools() }
        clock.advance(by: .milliseconds(999))
        _ = try await client.listTools()
        #expect(server.messages.count == 1)
        clock.advance(by: .milliseconds(1))
        _ = try await client.listTools()
        #expect(server.messages.count == 2)
    }

    @Test("Without a time, or with none left, nothing is kept", arguments: [nil, 0, -5, "long"] as [JSONValue?])
    func stale(ttl: JSONValue?) async throws {
        let server = ScriptedServer.modern { $0.result(Self.page(ttl)) }
        let client = try await client(server)
        for _ in 0..<2 { _ = try await client.listTools() }
        #expect(server.messages.count == 2)
    }

    @Test("The server is asked in any case where a call says so")
    func asked() async throws {
        let server = ScriptedServer.modern { $0.result(Self.page(60_000)) }
        let client = try await client(server)
        for _ in 0..<2 { _ = try await client.listTools(freshness: .asked) }
        #expect(server.messages.count == 2)
    }

    @Test(
        "What changes is stale at once",
        arguments: [
            (Method.toolsListChanged, [:], [Method.listTools]),
            (Method.promptsListChanged, [:], [Method.listPrompts]),
            (Method.resourcesListChanged, [:], [Method.listResources, Method.listResourceTemplates]),
            (Method.resourceUpdated, ["uri": "file:///a"], [Method.readResource]),
        ] as [(String, JSONObject, [String])])
    func invalidated(method: String, params: JSONObject, stale: [String]) async throws {
        let server = ScriptedServer.modern { exchange in
            if exchange.method == Method.callTool {
                await exchange.notify(method, params)
                return exchange.result(Samples.text("changed"))
            }
            var page = Self.page(60_000)
            for member in ["prompts", "resources", "resourceTemplates", "contents"] { page[member] = [] }
            return exchange.result(page)
        }
        let client = try await client(server)
        func readAll() async throws {
            _ = try await client.listTools()
            _ = try await client.listPrompts()
            _ = try await client.listResources()
            _ = try await client.listResourceTemplates()
            _ = try await client.readResource("file:///a")
            _ = try await client.readResource("file:///b")
        }
        try await readAll()
        _ = try await client.callTool("change")
        let before = server.messages.count
        try await readAll()
        #expect(server.messages.dropFirst(before).map { $0["method"]?.stringValue ?? "" } == stale)
    }

    @Test("An answer that was under way while something changed is not kept")
    func race() async throws {
        let server = ScriptedServer.modern { exchange in
            if exchange.id == 1 { await exchange.notify(Method.toolsListChanged) }
            return exchange.result(Self.page(60_000))
        }
        let client = try await client(server)
        for _ in 0..<3 { _ = try await client.listTools() }
        #expect(server.messages.count == 2)
    }

    @Test("Another token is another caller, who does not see what was private")
    func privacy() async throws {
        let server = ScriptedServer.modern { exchange in
            exchange.result(
                exchange.method == Method.listTools
                    ? Self.page(60_000, scope: "private")
                    : ["resultType": "complete", "prompts": [], "ttlMs": 60_000, "cacheScope": "public"])
        }
        let client = try await client(server)
        for _ in 0..<2 {
            _ = try await client.listTools()
            _ = try await client.listPrompts()
            client.connection.authorizationDidChange()
        }
        #expect(server.messages(of: Method.listTools).count == 2)
        #expect(server.messages(of: Method.listPrompts).count == 1)
    }

    @Test("There is room for so many answers, and the oldest goes first")
    func bounded() async throws {
        let server = ScriptedServer.modern { exchange in
            exchange.result(
                ["resultType": "complete", "contents": [], "ttlMs": 60_000, "cacheScope": "public"])
        }
        let client = try await client(server) { $0.limits.maximumCachedResults = 2 }
        for uri in ["a:1", "a:2", "a:3", "a:3", "a:2", "a:1"] { _ = try await client.readResource(uri) }
        #expect(server.params(of: Method.readResource).map { $0["uri"] } == ["a:1", "a:2", "a:3", "a:1"])
    }

    @Test("There is room for so many bytes")
    func boundedBytes() async throws {
        let server = ScriptedServer.modern { exchange in
            let text = String(repeating: "x", count: 600)
            return exchange.result([
                "resultType": "complete", "contents": [["uri": "a:1", "text": .string(text)]], "ttlMs": 60_000,
            ])
        }
        let client = try await client(server) { $0.limits.maximumCachedBytes = 1_000 }
        for uri in ["a:1", "a:2", "a:2", "a:1"] { _ = try await client.readResource(uri) }
        #expect(server.params(of: Method.readResource).map { $0["uri"] } == ["a:1", "a:2", "a:1"])
    }
}
