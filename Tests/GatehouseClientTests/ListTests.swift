import Gatehouse
import GatehouseClient
import Testing

@Suite("Reading lists")
struct ListTests {
    private static func tool(_ name: String, _ properties: JSONValue = [:]) -> JSONValue {
        ["name": .string(name), "inputSchema": ["type": "object", "properties": properties]]
    }

    /// A server whose list has pages of one tool each.
    private func paged(_ count: Int) -> ScriptedServer {
        ScriptedServer.modern { exchange in
            let number = exchange.params["cursor"]?.stringValue.flatMap { Int($0) } ?? 0
            var page: JSONObject = ["resultType": "complete", "tools": [Self.tool("t\(number)")]]
            if number + 1 < count { page["nextCursor"] = .string("\(number + 1)") }
            return exchange.result(page)
        }
    }

    @Test("All pages are read")
    func all() async throws {
        let server = paged(3)
        let client = try await Client.of(server)
        #expect(try await client.listTools().map(\.name) == ["t0", "t1", "t2"])
        #expect(server.params(of: Method.listTools) == [[:], ["cursor": "1"], ["cursor": "2"]])
    }

    @Test("Pages are asked for as they are needed")
    func asNeeded() async throws {
        let server = paged(1_000_000)
        let client = try await Client.of(server)
        var names: [String] = []
        for try await tool in client.tools {
            names.append(tool.name)
            if names.count == 2 { break }
        }
        #expect(names == ["t0", "t1"])
        #expect(server.messages.count == 2)
    }

    @Test("A list with more pages than the limits allow is given up")
    func tooManyPages() async throws {
        let client = try await Client.of(paged(50)) { $0.limits.maximumPages = 10 }
        let failure = await #expect(throws: ClientError.self) { try await client.listTools() }
        #expect(failure?.kind == .endless)
        #expect(failure?.description == "the server's list of tools has no end: it has more than 10 pages")
    }

    @Test("A list with more entries than the limits allow is given up")
    func tooManyEntries() async throws {
        let client = try await Client.of(paged(50)) { $0.limits.maximumListEntries = 10 }
        let failure = await #expect(throws: ClientError.self) { try await client.listTools() }
        #expect(failure?.description == "the server's list of tools has no end: it has more than 10 entries")
    }

    @Test("A page that leads back to an earlier one is noticed")
    func circle() async throws {
        let server = ScriptedServer.modern { exchange in
            exchange.result(["resultType": "complete", "prompts": [], "nextCursor": "again"])
        }
        let client = try await Client.of(server)
        let failure = await #expect(throws: ClientError.self) { try await client.listPrompts() }
        #expect(
            failure?.description
                == "the server's list of prompts has no end: a page leads back to an earlier one")
        #expect(server.messages.count == 2)
    }

    @Test("A cursor that was kept and is no longer valid has every page asked for anew")
    func staleCursor() async throws {
        let server = ScriptedServer.modern { exchange in
            switch (exchange.id, exchange.params["cursor"]) {
            case (_, nil):
                exchange.result([
                    "resultType": "complete", "tools": [Self.tool("a")], "nextCursor": .string("c\(exchange.id)"),
                    "ttlMs": 60_000, "cacheScope": "public",
                ])
            case (_, "c1") where exchange.id != 2: exchange.error(-32602, "cursor has expired")
            default: exchange.result(["resultType": "complete", "tools": [Self.tool("b")]])
            }
        }
        let client = try await Client.of(server)
        #expect(try await client.listTools().count == 2)
        #expect(try await client.listTools().map(\.name) == ["a", "b"])
        #expect(
            server.params(of: Method.listTools) == [[:], ["cursor": "c1"], ["cursor": "c1"], [:], ["cursor": "c4"]])
    }

    @Test("A page without its entries is refused with what is wrong")
    func malformed() async throws {
        let client = try await Client.of(.modern { $0.result(["resultType": "complete", "tools": [["name": 1]]]) })
        let failure = await #expect(throws: ClientError.self) { try await client.listTools() }
        #expect(
            failure?.description == """
                the server's answer is not one of MCP: the result of tools/list, /name: expected a string, but found an \
                integer
                """)
        let other = await #expect(throws: ClientError.self) { try await client.listPrompts() }
        #expect(
            other?.description == """
                the server's answer is not one of MCP: the result of prompts/list, /prompts: expected an array, but it is \
                missing
                """)
    }

    @Test(
        "A tool whose definition says wrongly what header fields repeat is left out",
        arguments: [
            ["a": ["type": "number", "x-mcp-header": "A"]],
            ["a": ["type": "string", "x-mcp-header": ""]],
            ["a": ["type": "string", "x-mcp-header": "A B"]],
            ["a": ["type": "string", "x-mcp-header": "A"], "b": ["type": "string", "x-mcp-header": "a"]],
            ["a": ["type": "array", "items": ["type": "string", "x-mcp-header": "A"]]],
        ] as [JSONValue])
    func leftOut(properties: JSONValue) async throws {
        let server = ScriptedServer.modern { exchange in
            exchange.result(["resultType": "complete", "tools": [Self.tool("bad", properties), Self.tool("good")]])
        }
        let client = try await Client.of(server)
        #expect(try await client.listTools().map(\.name) == ["good"])
    }

    @Test("The other lists and completions are typed, too")
    func typed() async throws {
        let server = ScriptedServer.modern { exchange in
            exchange.result([
                "resultType": "complete",
                "prompts": [["name": "p"]], "resources": [["uri": "file:///a", "name": "a"]],
                "resourceTemplates": [["uriTemplate": "file:///{x}", "name": "x"]],
                "completion": ["values": ["one", "two"], "hasMore": false],
            ])
        }
        let client = try await Client.of(server)
        #expect(try await client.listPrompts().map(\.name) == ["p"])
        #expect(try await client.listResources().map(\.uri) == ["file:///a"])
        #expect(try await client.listResourceTemplates().map(\.uriTemplate) == ["file:///{x}"])
        let completion = try await client.complete(
            .prompt(PromptReference(name: "p")), argument: .init(name: "a", value: "o"), context: ["b": "c"])
        #expect(completion.values == ["one", "two"])
        #expect(
            server.params(of: Method.complete) == [
                [
                    "ref": ["type": "ref/prompt", "name": "p"], "argument": ["name": "a", "value": "o"],
                    "context": ["arguments": ["b": "c"]],
                ]
            ])
        for try await prompt in client.prompts { #expect(prompt.name == "p") }
        for try await resource in client.resources { #expect(resource.name == "a") }
        for try await template in client.resourceTemplates { #expect(template.name == "x") }
    }
}
