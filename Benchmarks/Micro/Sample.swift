import Gatehouse

/// What the measurements work on.
enum Sample {
    static let arguments = #"{"query":"gate house","limit":10,"tags":["design","2026"]}"#

    static let request = """
        {"jsonrpc":"2.0","id":17,"method":"tools/call","params":{"name":"search","arguments":\(arguments),"_meta":{\
        "io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"load",\
        "version":"1.0.0"},"io.modelcontextprotocol/clientCapabilities":{"elicitation":{},"sampling":{}},\
        "progressToken":"p-17"}}}
        """

    static let schema = SchemaDocument.object(
        properties: [
            ("query", SchemaDocument.string(minLength: 1, maxLength: 1_000)),
            ("limit", SchemaDocument.integer(minimum: 1, maximum: 100)),
            ("tags", SchemaDocument.array(items: SchemaDocument.string(minLength: 1, maxLength: 64), maxItems: 32)),
        ],
        required: ["query"])

    static let tool = Tool(
        name: "search", description: "Finds nothing.", options: ToolOptions(execution: .inline), inputSchema: schema
    ) { arguments, _ in
        "nothing for \(arguments["query"]?.stringValue ?? "")"
    }

    static var head: RequestHead {
        var head = RequestHead(method: "POST", path: "/mcp")
        head.host = ["127.0.0.1:8080"]
        head.contentType = "application/json"
        head.accept = "application/json, text/event-stream"
        head.protocolVersion = ["2026-07-28"]
        head.mcpMethod = ["tools/call"]
        head.mcpName = ["search"]
        return head
    }
}
