import GatehouseJSON
import Testing

@testable import GatehouseApplication

@Suite("Listing and calling tools", .sampleApplication)
struct ToolClientTests {
    private func client(_ sender: ScriptedSender) throws -> ToolClient {
        ToolClient(
            sender: sender,
            endpoint: try ClientEndpoint(url: nil, token: nil, environment: [:]),
            onNotification: { _ in }
        )
    }

    @Test("A list is read page by page")
    func pages() async throws {
        let sender = ScriptedSender(results: [
            ["tools": [["name": "a"]], "nextCursor": "next"], ["tools": [["name": "b"]]],
        ])
        let tools = try await client(sender).tools()
        #expect(tools.map { $0["name"] } == ["a", "b"])
        #expect(sender.requests.map { $0.parameters["cursor"] } == [nil, "next"])
    }

    @Test("A list that never ends is given up")
    func endless() async throws {
        let page: JSONObject = ["tools": [], "nextCursor": "again"]
        let sender = ScriptedSender(results: Array(repeating: page, count: 200))
        await #expect(throws: CommandFailure(.refused, "the server's list of tools has more than 100 pages")) {
            try await client(sender).tools()
        }
    }

    @Test("A call has the tool's name, the arguments and the fields that mirror them")
    func call() async throws {
        let sender = ScriptedSender(results: [["resultType": "complete", "content": []]])
        let schema: JSONObject = ["properties": ["region": ["type": "string", "x-mcp-header": "Region"]]]
        let result = try await client(sender).call("deploy", arguments: ["region": "eu"], schema: schema)
        #expect(result["content"] == [])
        let request = try #require(sender.requests.first)
        #expect(request.method == "tools/call")
        #expect(request.parameters == ["name": "deploy", "arguments": ["region": "eu"]])
        #expect(request.mirrored == [MirroredArgument(name: "Region", value: "eu")])
    }

    @Test("A tool that asks for something in return cannot be served")
    func inputRequired() async throws {
        let sender = ScriptedSender(results: [["resultType": "input_required"]])
        let expected = CommandFailure(
            .refused,
            """
            the tool wants something from the caller before it goes on ("input_required"), which this command cannot give
            """
        )
        await #expect(throws: expected) { try await client(sender).call("a", arguments: [:], schema: nil) }
    }

    @Test("A refusal becomes its sentence")
    func refusal() async throws {
        let sender = ScriptedSender([ServerReply(status: 429, retryAfter: "3")])
        await #expect(throws: CommandFailure(.refused, "the limit of calls is reached; try again in 3 seconds")) {
            try await client(sender).tools()
        }
    }

    @Test("The refusal of a misspelt tool names the one that was meant")
    func misspeltTool() {
        let tools: [JSONObject] = [["name": "create_note"], ["name": "delete_note"]]
        let refused = CommandFailure(.refused, "no such tool")
        #expect(
            CallCommand.explained(refused, tool: "creat_note", tools: tools).message
                == "no such tool\nDid you mean create_note?"
        )
        #expect(CallCommand.explained(refused, tool: "create_note", tools: tools) == refused)
        let unreachable = CommandFailure(.unreachable, "gone")
        #expect(CallCommand.explained(unreachable, tool: "creat_note", tools: tools) == unreachable)
    }
}
