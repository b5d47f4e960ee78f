import GatehouseMacros
import Testing

@Suite("How strictly arguments are read, and where schemas stand")
struct ReadingTests {
    private let components = Components(tools: [moveBooksTool, moveBooksStrictlyTool, countBooksTool])
    private let asText: JSONObject = [
        "from": "{\"row\":\"1\",\"isHigh\":true}", "to": ["row": "2", "isHigh": "false"], "copies": "[3,4]",
    ]

    @Test("A lenient tool takes strings for what they say")
    func lenient() async throws {
        let result = try await Server.offering(components).call("move_books", asText)
        #expect(result.toolText == "1 true to 2 false: [3, 4]")
    }

    @Test("What is wrong even so is told of what was sent")
    func stillWrong() async throws {
        var arguments = asText
        arguments["copies"] = "three"
        let result = try await Server.offering(components).call("move_books", arguments)
        #expect(result["isError"] == true)
        #expect(result.toolText?.contains("- /copies: must be an array, was a string") == true)
        #expect(result.toolText?.contains("- /from: must be an object, was a string") == true)
    }

    @Test("A tool is strict where neither it nor the server says otherwise")
    func strict() async throws {
        let server = try Server.offering(components)
        #expect(await server.call("count_books", ["row": "7"])["isError"] == true)
        #expect(await server.call("count_books", ["row": 7]).toolText == "row 7")
    }

    @Test("A lenient server is lenient where a tool says nothing, and a strict tool stays strict")
    func lenientServer() async throws {
        var options = ServerOptions()
        options.reading = .lenient
        let server = try Server.offering(components, options: options)
        #expect(await server.call("count_books", ["row": "7"]).toolText == "row 7")
        let places: JSONObject = ["from": ["row": "1", "isHigh": true], "to": ["row": 2, "isHigh": true]]
        #expect(await server.call("move_books_strictly", places)["isError"] == true)
    }

    @Test("A type that is used twice stands in $defs, unless schemas are to be written out")
    func styles() async throws {
        let list = try await Server.offering(components).ask("tools/list")
        let shared = list.tool("move_books_strictly")?["inputSchema"]
        #expect(shared?["properties"]?["from"]?["$ref"] == "#/$defs/Place")
        let inlined = list.tool("move_books")?["inputSchema"]
        #expect(inlined?["$defs"] == nil)
        #expect(inlined?["properties"]?["to"]?["properties"]?["row"]?["type"] == "integer")
    }
}
