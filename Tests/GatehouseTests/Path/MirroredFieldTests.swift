import Gatehouse
import Testing

@Suite("Step 7, validate: Mcp-Param fields")
struct MirroredFieldTests {
    private static let tool = Tool(
        name: "query", description: "",
        inputSchema: [
            "type": "object",
            "properties": [
                "region": ["type": "string", "x-mcp-header": "Region"],
                "count": ["type": "integer", "x-mcp-header": "Count"],
                "dry": ["type": "boolean", "x-mcp-header": "Dry"],
                "where": ["type": "object", "properties": ["zone": ["type": "string", "x-mcp-header": "Zone"]]],
                "free": ["type": "string"],
            ],
        ]
    ) { _, _ in "queried" }

    private func answer(_ arguments: JSONObject, _ fields: [(String, String)]) async throws -> Answer {
        let ask = Ask.call("query", arguments).with { ask in
            ask.head.parameters = fields.map { (name: $0.0, value: $0.1) }
        }
        return try await Samples.server(tools: [Self.tool]).answer(ask)
    }

    @Test(
        "A field that does not say what its argument says is refused",
        arguments: [
            (["region": "eu"] as JSONObject, [], "Mcp-Param-Region is missing, but the argument region is there"),
            (["region": "eu"], [("region", "us")], "Mcp-Param-Region differs from the argument region"),
            (["region": "eu"], [("region", "EU")], "Mcp-Param-Region differs from the argument region"),
            (
                ["region": "eu"], [("region", "eu"), ("region", "eu")],
                "Mcp-Param-Region appears more than once"
            ),
            ([:], [("region", "eu")], "Mcp-Param-Region is present, but the argument region is not"),
            (["region": .null], [("region", "null")], "Mcp-Param-Region is present, but the argument region is not"),
            (
                ["region": "é"], [("region", "é")],
                "Mcp-Param-Region has characters that a header field may not have, or invalid Base64"
            ),
            (
                ["region": "eu"], [("region", "=?base64?ZXU?=")],
                "Mcp-Param-Region has characters that a header field may not have, or invalid Base64"
            ),
            (["count": 42], [("count", "43")], "Mcp-Param-Count differs from the argument count"),
            (["count": 42], [("count", "42.5")], "Mcp-Param-Count differs from the argument count"),
            (["count": 42], [("count", " 42")], "Mcp-Param-Count differs from the argument count"),
            (["count": 42], [("count", "0x2A")], "Mcp-Param-Count differs from the argument count"),
            (["count": 42], [("count", "")], "Mcp-Param-Count differs from the argument count"),
            (["dry": true], [("dry", "True")], "Mcp-Param-Dry differs from the argument dry"),
            (["dry": true], [("dry", "1")], "Mcp-Param-Dry differs from the argument dry"),
            (["where": ["zone": "a"]], [], "Mcp-Param-Zone is missing, but the argument where.zone is there"),
            (["where": ["zone": "a"]], [("zone", "b")], "Mcp-Param-Zone differs from the argument where.zone"),
            (["region": ["eu"]], [("region", "[\"eu\"]")], "Mcp-Param-Region differs from the argument region"),
        ] as [(JSONObject, [(String, String)], String)])
    func refused(_ arguments: JSONObject, _ fields: [(String, String)], _ reason: String) async throws {
        let answer = try await answer(arguments, fields)
        #expect(answer.refusal == "400 -32020 Header mismatch: \(reason)")
        #expect(answer.id == 1)
    }

    @Test(
        "A field that says what its argument says passes",
        arguments: [
            ([:] as JSONObject, []), (["region": .null], []), (["region": "eu"], [("region", "eu")]),
            (["region": "é"], [("region", "=?base64?w6k=?=")]), (["region": ""], [("region", "")]),
            (["count": 42], [("count", "42")]), (["count": 42], [("count", "42.0")]),
            (["count": -7], [("count", "-7")]),
            (["dry": false], [("dry", "false")]), (["where": ["zone": "a"]], [("zone", "a")]), (["where": [:]], []),
            (["free": "x"], [("free", "other"), ("unknown", "y")]),
        ] as [(JSONObject, [(String, String)])])
    func passes(_ arguments: JSONObject, _ fields: [(String, String)]) async throws {
        let answer = try await answer(arguments, fields)
        #expect(answer.status == 200)
    }

    @Test("The fields do not matter on stdio, nor in a session")
    func elsewhere() async throws {
        let server = try Samples.server(tools: [Self.tool])
        let onStdio = Ask.call("query", ["region": "eu"]).onStdio
        #expect(await server.answer(onStdio).toolText == "queried")
        let session = await server.openSession()
        let params: JSONObject = ["name": "query", "arguments": ["region": "eu"]]
        #expect(await server.answer(.legacy("tools/call", params, session: session)).toolText == "queried")
    }
}
