import Foundation
import Gatehouse
import GatehouseClient
import GatehouseSchema
import Testing

@Suite(
    "What the client sends is what the schemas of the revisions say",
    .enabled(if: PublishedSchemas.arePresent, "The schemas are not beside the package, in ../shared/spec."))
struct ConformanceTests {
    /// Calls everything that there is in a revision, against a server that asks for everything.
    private func conversation(_ revision: ProtocolRevision) async throws -> ScriptedServer {
        let script: ScriptedServer.Script = { exchange in
            if revision.isModern, [Method.callTool, Method.getPrompt, Method.readResource].contains(exchange.method),
                exchange.params["inputResponses"] == nil
            {
                return exchange.result([
                    "resultType": "input_required", "requestState": "s",
                    "inputRequests": ["a": Samples.form, "b": Samples.sampling, "c": ["method": "roots/list"]],
                ])
            }
            if !revision.isModern, exchange.method == Method.callTool {
                for (number, request) in [Samples.form, Samples.sampling, ["method": "roots/list"]].enumerated() {
                    var message = request.objectValue ?? [:]
                    message["jsonrpc"] = "2.0"
                    message["id"] = .integer(Int64(number))
                    await exchange.send(message)
                }
            }
            return exchange.result([
                "resultType": "complete", "content": [], "messages": [], "contents": [], "tools": [], "prompts": [],
                "resources": [], "resourceTemplates": [], "completion": ["values": []],
                "_meta": ["io.modelcontextprotocol/subscriptionId": exchange.id],
            ])
        }
        let server = revision.isModern ? ScriptedServer.modern(script) : ScriptedServer.legacy(revision, script)
        let client = try await Client.of(server, era: revision.isModern ? .automatic : .legacy(revision)) {
            $0.handlers = Samples.handlers
            $0.logLevel = .info
        }
        let options = RequestOptions(progress: { _ in })
        _ = try await client.listTools()
        _ = try await client.listPrompts()
        _ = try await client.listResources()
        _ = try await client.listResourceTemplates()
        _ = try await client.callTool("a", arguments: ["x": 1], options: options)
        _ = try await client.getPrompt("p", arguments: ["a": "b"], options: options)
        _ = try await client.readResource("file:///a", options: options)
        _ = try await client.complete(
            .resource(ResourceTemplateReference(uri: "file:///{x}")), argument: .init(name: "x", value: ""))
        if revision.isModern {
            _ = try? await client.listen(
                for: SubscriptionFilter(toolsListChanged: true, resourceSubscriptions: ["file:///a"]))
        } else {
            try await client.subscribe(to: "file:///a")
            try await client.unsubscribe(from: "file:///a")
            try await client.ping()
            try await client.setLogLevel(.debug)
            try await client.rootsDidChange()
            await eventually("the server's requests were not answered") {
                server.messages.filter { $0["result"] != nil }.count == 3
            }
        }
        await client.close()
        return server
    }

    private static let definitions: [String: String] = [
        "server/discover": "DiscoverRequest", "tools/list": "ListToolsRequest", "tools/call": "CallToolRequest",
        "prompts/list": "ListPromptsRequest", "prompts/get": "GetPromptRequest",
        "resources/list": "ListResourcesRequest", "resources/read": "ReadResourceRequest",
        "resources/templates/list": "ListResourceTemplatesRequest", "completion/complete": "CompleteRequest",
        "subscriptions/listen": "SubscriptionsListenRequest", "initialize": "InitializeRequest",
        "ping": "PingRequest", "logging/setLevel": "SetLevelRequest", "resources/subscribe": "SubscribeRequest",
        "resources/unsubscribe": "UnsubscribeRequest", "notifications/initialized": "InitializedNotification",
        "notifications/cancelled": "CancelledNotification",
        "notifications/roots/list_changed": "RootsListChangedNotification",
    ]

    @Test("Requests, notifications and responses", arguments: ProtocolRevision.all)
    func conforms(revision: ProtocolRevision) async throws {
        let schemas = try PublishedSchemas(revision)
        let server = try await conversation(revision)
        var checked: Set<String> = []
        for message in server.messages {
            let method = message["method"]?.stringValue
            let name =
                try method.map { try #require(Self.definitions[$0], "\($0)") }
                ?? (message["error"] == nil ? schemas.response : schemas.error)
            checked.insert(method ?? "response")
            let violations = try schemas.violations(of: .object(message), as: name)
            #expect(violations.isEmpty, "\(name): \(violations) in \(JSONValue.object(message))")
        }
        #expect(checked.count == (revision.isModern ? 10 : 16))
    }
}

/// The schemas that the specification publishes, where somebody has put them beside the package.
final class PublishedSchemas {
    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "shared/spec")

    static let arePresent = FileManager.default.fileExists(atPath: folder.path)

    private let document: JSONObject
    private let member: String
    private var compiled: [String: Schema] = [:]

    init(_ revision: ProtocolRevision) throws {
        let bytes = try Data(contentsOf: Self.folder.appending(path: "\(revision.text).schema.json"))
        document = try #require(try JSONValue(parsing: [UInt8](bytes)).objectValue)
        member = document["$defs"] == nil ? "definitions" : "$defs"
    }

    /// What a response and an error are called.
    var response: String { has("JSONRPCResultResponse") ? "JSONRPCResultResponse" : "JSONRPCResponse" }
    var error: String { has("JSONRPCErrorResponse") ? "JSONRPCErrorResponse" : "JSONRPCError" }

    private func has(_ name: String) -> Bool { document[member]?[name] != nil }

    func violations(of value: JSONValue, as name: String) throws -> [Violation] {
        if let schema = compiled[name] { return schema.validate(value) }
        var root = document
        root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
        root["$ref"] = .string("#/\(member)/\(name)")
        let schema = try Schema(compiling: .object(root))
        compiled[name] = schema
        return schema.validate(value)
    }
}
