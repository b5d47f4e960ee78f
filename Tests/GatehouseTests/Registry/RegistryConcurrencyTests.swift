import Testing

@testable import Gatehouse

@Suite("The registry under many tasks")
struct RegistryConcurrencyTests {
    private func server() throws -> Server {
        var options = ServerOptions(policy: AccessPolicy(roles: ["r": ["secret"]]))
        options.pageSize = 7
        return try Samples.server(
            Components(
                tools: (0..<20).map { Registered.tool("stable\($0)", says: "\($0)") },
                resources: [Registered.template("x://{v}")]), options: options)
    }

    @Test("Changes that are made at once are all made")
    func writers() async throws {
        let registry = try server().registry
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<8 {
                group.addTask {
                    for index in 0..<20 {
                        try registry.add(Components(tools: [Registered.tool("w\(writer)-\(index)")]))
                        if index % 2 == 1 { registry.remove(.tool("w\(writer)-\(index - 1)")) }
                    }
                }
            }
            try await group.waitForAll()
        }
        let names = registry.components.filter { $0.kind == .tool }.map(\.name)
        #expect(names.count == 20 + 8 * 10)
        for writer in 0..<8 {
            #expect(
                names.filter { $0.hasPrefix("w\(writer)-") }
                    == stride(from: 1, to: 20, by: 2).map { "w\(writer)-\($0)" })
        }
    }

    @Test("Requests are answered rightly while the registry changes")
    func readers() async throws {
        let server = try server()
        let stable = (0..<20).map { "stable\($0)" }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<3 { group.addTask { try await change(server.registry, writer) } }
            for _ in 0..<3 {
                group.addTask {
                    for index in 0..<40 {
                        let names = await server.everyName()
                        #expect(names.filter { $0.hasPrefix("stable") } == stable)
                        #expect(!names.contains { $0.hasPrefix("secret") })
                        #expect(await server.says("stable\(index % 20)") == "\(index % 20)")
                        #expect(await server.text(at: "x://\(index)") == "v=\(index)")
                        let refusal = await server.says("secret0")
                        #expect(
                            refusal == "400 -32602 Unknown tool: secret0"
                                || refusal
                                    == "403 403 Forbidden: tools/call \"secret0\" needs permission secret, extra0"
                        )
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private func change(_ registry: Registry, _ writer: Int) async throws {
        for index in 0..<60 {
            let access = Access(permissions: ["secret", "extra\(writer)"])
            try registry.add(
                Components(
                    tools: [
                        Registered.tool("secret\(writer)", says: "secret", access: access),
                        Registered.tool("open\(writer)-\(index)"),
                    ], resources: [Registered.template("y\(writer)://{v}")]))
            registry.remove(
                .tool("secret\(writer)").or(.resourceTemplate("y\(writer)://{v}")).or(
                    .matching { $0.name.hasPrefix("open\(writer)-") }))
            await Task.yield()
        }
    }
}
