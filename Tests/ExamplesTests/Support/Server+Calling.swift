import Gatehouse
import GatehouseApplication
import Logging

extension Server {
    /// A server of what an example offers, to callers that have the example's roles.
    static func offering(_ components: Components, roles: [Application.Role] = []) throws -> Server {
        let roles = Dictionary(roles.map { ($0.name, AccessPolicy.Role(permissions: Set($0.permissions))) }) { $1 }
        return try Server(
            info: Implementation(name: "example", version: "1"), components: components, authenticator: Callers(),
            options: ServerOptions(policy: AccessPolicy(roles: roles)),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// The answer to a request of 2026-07-28.
    func ask(_ method: String, _ params: JSONObject = [:], as caller: String = "alice", declaring: JSONValue = [:])
        async -> Answer
    {
        var params = params
        params["_meta"] = [
            MetaKey.protocolVersion: "2026-07-28",
            MetaKey.clientInfo: ["name": "test", "version": "1"],
            MetaKey.clientCapabilities: declaring,
        ]
        var head = RequestHead(transport: .stdio)
        head.authorization = ["Bearer \(caller)"]
        let message: JSONValue = ["jsonrpc": "2.0", "id": 1, "method": .string(method), "params": .object(params)]
        return Answer(await reply(to: head, body: message.jsonBytes, stream: nil))
    }

    /// The answer to a call of a tool.
    func call(_ tool: String, _ arguments: JSONObject = [:], as caller: String = "alice") async -> Answer {
        await ask("tools/call", ["name": .string(tool), "arguments": .object(arguments)], as: caller)
    }
}
