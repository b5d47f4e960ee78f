import GatehouseProtocol
import Testing

@testable import Gatehouse

@Suite("Step 9, format: hints for caches", .timeLimit(.minutes(1)))
struct CacheHintTests {
    private func scope(
        _ server: Server, _ method: String, _ params: JSONObject = [:], as caller: String = "alice"
    ) async -> String? {
        await server.answer(.modern(method, params, as: caller)).result?["cacheScope"]?.stringValue
    }

    @Test("A list is public while it is the same for everybody, and private as soon as something of it is hidden")
    func lists() async throws {
        let server = try Samples.server()
        for method in ["tools/list", "prompts/list", "resources/list", "resources/templates/list"] {
            #expect(await scope(server, method) == "public")
        }
        try server.registry.add(Components(tools: [Samples.guarded("secret", .role("keeper"))]))
        #expect(await scope(server, "tools/list") == "private")
        #expect(await scope(server, "tools/list", as: "eve+keeper") == "private")
        #expect(await scope(server, "prompts/list") == "public")
        server.registry.disable(.tool("secret"))
        #expect(await scope(server, "tools/list") == "public")
    }

    @Test("All pages of a list have its scope, whatever stands on them")
    func pages() async throws {
        var options = ServerOptions()
        options.pageSize = 2
        let tools = (0..<5).map { Registered.tool("t\($0)") } + [Samples.guarded("secret", .role("keeper"))]
        let server = try Samples.server(tools: tools, options: options)
        var cursor: JSONValue?
        var scopes: [String?] = []
        repeat {
            var params = JSONObject()
            params["cursor"] = cursor
            let result = await server.answer(.modern("tools/list", params)).result
            scopes.append(result?["cacheScope"]?.stringValue)
            cursor = result?["nextCursor"]
        } while cursor != nil
        #expect(scopes == ["private", "private", "private"])
    }

    @Test("Guards of the whole server make everything private")
    func guards() async throws {
        var options = ServerOptions()
        options.guards = [.policy("open") { _ in true }]
        let server = try Samples.server(options: options)
        #expect(await scope(server, "tools/list") == "private")
        #expect(await scope(server, "server/discover") == "private")
    }

    @Test("A server's lists are private where it says so")
    func privateLists() async throws {
        var options = ServerOptions()
        options.listCacheScope = .private
        options.listTimeToLive = .seconds(7)
        let server = try Samples.server(options: options)
        #expect(await scope(server, "tools/list") == "private")
        #expect(await scope(server, "server/discover") == "private")
        #expect(await server.answer(.modern("tools/list")).result?["ttlMs"] == 7_000)
    }

    @Test("What is read is private unless its author says that it is public")
    func reading() async throws {
        let open = Resource(uri: "x://open", name: "open", options: .init(cacheScope: .public)) { _, _ in .text("") }
        let server = try Samples.server(Components(resources: [open, Samples.motto]))
        #expect(await scope(server, "resources/read", ["uri": "x://open"]) == "public")
        #expect(await scope(server, "resources/read", ["uri": "notes://motto"]) == "private")
    }

    @Test(
        "What not everybody may read cannot be public",
        arguments: [
            Resource.Options(access: .role("keeper"), cacheScope: .public),
            Resource.Options(cacheScope: .public, guards: [.role("keeper")]),
            Resource.Options(cacheScope: .public, guards: [.policy("p") { _ in true }]),
        ])
    func refused(_ options: Resource.Options) throws {
        let resource = Resource(uri: "x://r", name: "r", options: options) { _, _ in .text("") }
        #expect(
            throws: RegistrationError(
                #"resource "x://r": its cache scope cannot be public, because not everybody may read it"#)
        ) { try Samples.server(Components(resources: [resource])) }
    }
}
