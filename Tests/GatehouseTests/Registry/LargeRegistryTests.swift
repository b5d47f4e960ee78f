import Testing

@testable import Gatehouse

@Suite("Ten thousand tools")
struct LargeRegistryTests {
    private static let count = 10_000

    /// Every tenth tool is for few, and every seventh comes and goes.
    private func server() throws -> Server {
        let options = ServerOptions(policy: AccessPolicy(roles: ["few": ["few"]]))
        let tools = (0..<Self.count).map { index in
            Registered.tool("t\(index)", access: index % 10 == 0 ? .permission("few") : .everyone)
        }
        return try Samples.server(tools: tools, options: options)
    }

    private func expected(_ caller: String, where isMeant: (Int) -> Bool) -> [String] {
        (0..<Self.count).filter { isMeant($0) && (caller.hasSuffix("few") || $0 % 10 != 0) }.map { "t\($0)" }
    }

    @Test("Pages visit every tool once that stays, while others come, go and change", arguments: ["alice", "bob+few"])
    func churn(_ caller: String) async throws {
        let server = try server()
        var generator = SplitMix64(seed: 7)
        var names: [String] = []
        var largest = 0
        var cursor: JSONValue?
        var page = 0
        repeat {
            var params = JSONObject()
            params["cursor"] = cursor
            let answer = await server.answer(.modern("tools/list", params, as: caller))
            names += answer.names(in: "tools")
            largest = max(largest, answer.text.utf8.count)
            cursor = answer.result?["nextCursor"]
            page += 1
            try disturb(server.registry, page, &generator)
        } while cursor != nil && page < 200
        #expect(Set(names).count == names.count)
        let stayed = expected(caller) { $0 % 7 != 0 }
        let meant = Set(stayed)
        #expect(names.filter(meant.contains) == stayed)
        // A page holds 250 tools, however many there are.
        #expect(largest < 250 * 200)
        #expect(cursor == nil)
    }

    /// Removes, disables, replaces and adds some tools before and behind wherever the reader stands.
    private func disturb(_ registry: Registry, _ page: Int, _ generator: inout SplitMix64) throws {
        func volatile() -> String { "t\(Int.random(in: 0..<(Self.count / 7), using: &generator) * 7)" }
        let stable = Int.random(in: 0..<(Self.count / 70), using: &generator) * 70 + 1
        try registry.change([
            .remove(.tool(volatile())), .disable(.tool(volatile())), .enable(.tool(volatile())),
            .replace(Components(tools: [Registered.tool("t\(stable)", says: "again")])),
            .add(Components(tools: [Registered.tool("new\(page)")])),
        ])
    }

    @Test("A page that begins behind removed tools goes on with what comes next")
    func removedPlace() async throws {
        let server = try server()
        let cursor = try #require(await server.answer(.modern("tools/list")).result?["nextCursor"])
        server.registry.remove(.matching { (Int($0.name.dropFirst()) ?? 0) < 5_000 })
        let names = await server.answer(.modern("tools/list", ["cursor": cursor])).names(in: "tools")
        #expect(names.first == "t5001")
        #expect(names.count == 250)
        server.registry.remove(.all)
        let last = await server.answer(.modern("tools/list", ["cursor": cursor]))
        #expect(last.result?["tools"] == [])
        #expect(last.result?["nextCursor"] == nil)
    }
}
