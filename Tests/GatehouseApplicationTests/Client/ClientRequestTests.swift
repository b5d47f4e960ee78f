import GatehouseJSON
import Testing

@testable import GatehouseApplication

@Suite("Requests of the client", .sampleApplication)
struct ClientRequestTests {
    @Test("A request has the fields of revision 2026-07-28")
    func fields() {
        let request = ClientRequest(
            id: 1,
            method: "tools/call",
            parameters: ["name": "create_note", "arguments": [:]],
            mirrored: [MirroredArgument(name: "Region", value: "Zürich")]
        )
        #expect(
            request.fields.map { "\($0.name): \($0.value)" } == [
                "Content-Type: application/json",
                "Accept: application/json, text/event-stream",
                "MCP-Protocol-Version: 2026-07-28",
                "Mcp-Method: tools/call",
                "Mcp-Name: create_note",
                "Mcp-Param-Region: =?base64?WsO8cmljaA==?=",
            ]
        )
    }

    @Test("A request without a name has no field for it")
    func withoutName() {
        let request = ClientRequest(id: 1, method: "tools/list", parameters: [:])
        #expect(!request.fields.contains { $0.name == "Mcp-Name" })
    }

    @Test("A request's body carries what every request of the revision must")
    func body() throws {
        let request = ClientRequest(id: 7, method: "tools/list", parameters: ["cursor": "c"])
        #expect(
            String(decoding: request.body, as: UTF8.self)
                == #"{"jsonrpc":"2.0","id":7,"method":"tools/list","params":{"cursor":"c","_meta":{"#
                + #""io.modelcontextprotocol/protocolVersion":"2026-07-28","#
                + #""io.modelcontextprotocol/clientInfo":{"name":"gatehouse","version":"0.1.0"},"#
                + #""io.modelcontextprotocol/clientCapabilities":{},"progressToken":7}}}"#
        )
    }

    @Test(
        "Values that a field cannot carry are in Base64 between the sentinels",
        arguments: [
            ("plain", "plain"), ("with space\tand tab", "with space\tand tab"), ("", ""),
            (" leading", "=?base64?IGxlYWRpbmc=?="), ("trailing ", "=?base64?dHJhaWxpbmcg?="),
            ("\ttab", "=?base64?CXRhYg==?="), ("line\nbreak", "=?base64?bGluZQpicmVhaw==?="),
            ("é", "=?base64?w6k=?="), ("\u{7F}", "=?base64?fw==?="),
            ("=?base64?literal?=", "=?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?="),
            ("=?base64?open", "=?base64?open"), ("=?BASE64?x?=", "=?BASE64?x?="),
        ]
    )
    func headerText(value: String, expected: String) {
        #expect(HeaderText.encode(value) == expected)
    }

    @Test("Annotated arguments are mirrored, wherever properties alone lead to them")
    func mirrored() throws {
        let schema: JSONObject = [
            "properties": [
                "region": ["type": "string", "x-mcp-header": "Region"],
                "count": ["type": "integer", "x-mcp-header": "Count"],
                "dry": ["type": "boolean", "x-mcp-header": "Dry-Run"],
                "absent": ["type": "string", "x-mcp-header": "Absent"],
                "empty": ["type": "string", "x-mcp-header": "Empty"],
                "plain": ["type": "string"],
                "forged": ["type": "string", "x-mcp-header": "a\r\nb"],
                "inner": ["properties": ["tenant": ["type": "string", "x-mcp-header": "Tenant"]]],
            ]
        ]
        let arguments: JSONObject = [
            "region": "eu", "count": 42, "dry": true, "empty": .null, "plain": "p", "forged": "f",
            "inner": ["tenant": "t"], "other": "o",
        ]
        #expect(
            MirroredArgument.all(of: arguments, schema: schema) == [
                MirroredArgument(name: "Region", value: "eu"), MirroredArgument(name: "Count", value: "42"),
                MirroredArgument(name: "Dry-Run", value: "true"), MirroredArgument(name: "Tenant", value: "t"),
            ]
        )
        #expect(MirroredArgument.all(of: arguments, schema: nil) == [])
    }
}
