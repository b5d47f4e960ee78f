import GatehouseJSON

/// Lists and calls the tools of a server.
struct ToolClient: Sendable {
    /// The most pages of a list that are asked for.
    private static let mostPages = 100

    let sender: any RequestSender
    let endpoint: ClientEndpoint
    /// Takes the notifications of calls.
    let onNotification: @Sendable (JSONObject) -> Void

    /// The tools that the caller may use, each as the server describes it.
    ///
    /// - Throws: ``CommandFailure`` where the server cannot be reached or refuses.
    func tools() async throws(CommandFailure) -> [JSONObject] {
        var tools: [JSONObject] = []
        var cursor: JSONValue?
        for page in 1...Self.mostPages {
            var parameters = JSONObject()
            if let cursor { parameters["cursor"] = cursor }
            let result = try await result(ClientRequest(id: page, method: "tools/list", parameters: parameters))
            tools += result["tools"]?.arrayValue?.compactMap(\.objectValue) ?? []
            cursor = result["nextCursor"]
            guard let cursor, !cursor.isNull else { return tools }
        }
        throw CommandFailure(.refused, "the server's list of tools has more than \(Self.mostPages) pages")
    }

    /// Calls a tool.
    ///
    /// - Returns: The whole result, which may be the tool's own error.
    /// - Throws: ``CommandFailure`` where the server cannot be reached, refuses, or asks for something in return.
    func call(_ name: String, arguments: JSONObject, schema: JSONObject?) async throws(CommandFailure) -> JSONObject {
        let request = ClientRequest(
            id: 1,
            method: "tools/call",
            parameters: ["name": .string(name), "arguments": .object(arguments)],
            mirrored: MirroredArgument.all(of: arguments, schema: schema)
        )
        let result = try await result(request)
        if let type = result["resultType"]?.stringValue, type != "complete" {
            throw CommandFailure(
                .refused,
                "the tool wants something from the caller before it goes on (\(quoted(type))), which this "
                    + "command cannot give")
        }
        return result
    }

    private func result(_ request: ClientRequest) async throws(CommandFailure) -> JSONObject {
        let reply = try await sender.send(request, onNotification: onNotification)
        guard let result = reply.result else { throw ServerRefusal.failure(reply, endpoint: endpoint) }
        return result
    }
}
