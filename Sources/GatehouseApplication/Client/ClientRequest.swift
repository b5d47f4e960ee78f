import GatehouseJSON

/// One request of revision 2026-07-28, with the header fields that mirror it.
struct ClientRequest: Sendable {
    /// The revision that this client speaks.
    static let revision = "2026-07-28"

    let id: Int
    let method: String
    /// The parameters, without `_meta`.
    let parameters: JSONObject
    /// The `Mcp-Param-…` fields: what follows the prefix, and the value.
    let mirrored: [MirroredArgument]

    init(id: Int, method: String, parameters: JSONObject, mirrored: [MirroredArgument] = []) {
        self.id = id
        self.method = method
        self.parameters = parameters
        self.mirrored = mirrored
    }

    /// The header fields, but for those of HTTP itself and the token.
    var fields: [(name: String, value: String)] {
        var fields = [
            (name: "Content-Type", value: "application/json"),
            (name: "Accept", value: "application/json, text/event-stream"),
            (name: "MCP-Protocol-Version", value: Self.revision),
            (name: "Mcp-Method", value: method),
        ]
        if let name = parameters["name"]?.stringValue {
            fields.append((name: "Mcp-Name", value: HeaderText.encode(name)))
        }
        for argument in mirrored {
            fields.append((name: "Mcp-Param-" + argument.name, value: HeaderText.encode(argument.value)))
        }
        return fields
    }

    /// The message.
    var body: [UInt8] {
        var parameters = parameters
        parameters["_meta"] = .object([
            "io.modelcontextprotocol/protocolVersion": .string(Self.revision),
            "io.modelcontextprotocol/clientInfo": [
                "name": .string(Application.current.name), "version": .string(Application.current.version),
            ],
            "io.modelcontextprotocol/clientCapabilities": [:],
            "progressToken": .integer(Int64(id)),
        ])
        let message: JSONObject = [
            "jsonrpc": "2.0", "id": .integer(Int64(id)), "method": .string(method), "params": .object(parameters),
        ]
        return message.jsonBytes
    }
}
