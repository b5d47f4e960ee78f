import GatehouseMacros
import Logging

extension Server {
    /// A server of what a toolbox declares, with a shelf for those who need one.
    static func offering(_ components: Components, options: ServerOptions = ServerOptions()) throws -> Server {
        var components = components
        components.dependencies.append(.provide(.shelf) { Shelf(number: 7) })
        return try Server(
            info: Implementation(name: "library", version: "1"),
            components: components,
            authenticator: FixedAuthenticator(Principal(subject: "alice", method: .local)),
            options: options,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// The answer to a request of 2026-07-28 on stdio.
    func ask(_ method: String, _ params: JSONObject = [:]) async -> JSONValue {
        var params = params
        params["_meta"] = [
            MetaKey.protocolVersion: "2026-07-28",
            MetaKey.clientInfo: ["name": "test", "version": "1"],
            MetaKey.clientCapabilities: [:],
        ]
        let message: JSONValue = ["jsonrpc": "2.0", "id": 1, "method": .string(method), "params": .object(params)]
        let reply = await respond(to: RequestHead(transport: .stdio), body: message.jsonBytes, stream: nil)
        // An answer that is no JSON fails whatever the test expects of it.
        return reply.body.flatMap { try? JSONValue(parsing: $0) } ?? .null
    }

    /// The result of a tool.
    func call(_ tool: String, _ arguments: JSONObject = [:]) async -> JSONValue {
        await ask("tools/call", ["name": .string(tool), "arguments": .object(arguments)])["result"] ?? .null
    }
}

extension JSONValue {
    /// The text of a tool's result.
    var toolText: String? { self["content"]?[0]?["text"]?.stringValue }

    /// The tool of that name in a list.
    func tool(_ name: String) -> JSONValue? {
        self["result"]?["tools"]?.arrayValue?.first { $0["name"] == .string(name) }
    }
}
