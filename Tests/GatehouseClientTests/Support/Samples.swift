import Logging

@testable import GatehouseClient

enum Samples {
    /// Options that log nothing.
    static var options: ClientOptions {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return ClientOptions(
            info: Implementation(name: "test-client", version: "1.0.0"), timeout: .seconds(20), logger: logger)
    }

    static let discovery: JSONObject = [
        "resultType": "complete", "supportedVersions": ["2026-07-28", "2025-11-25"],
        "capabilities": ["tools": [:]], "instructions": "Read me.",
        "_meta": ["io.modelcontextprotocol/serverInfo": ["name": "scripted", "version": "2.0.0"]],
    ]

    static func handshake(_ revision: ProtocolRevision) -> JSONObject {
        [
            "protocolVersion": .string(revision.text), "capabilities": ["tools": [:], "logging": [:]],
            "serverInfo": ["name": "scripted", "version": "2.0.0"],
        ]
    }

    static func text(_ text: String) -> JSONObject {
        ["resultType": "complete", "content": [["type": "text", "text": .string(text)]]]
    }

    static let form: JSONValue = [
        "method": "elicitation/create",
        "params": [
            "mode": "form", "message": "Who?",
            "requestedSchema": ["type": "object", "properties": ["name": ["type": "string"]]],
        ],
    ]

    static let sampling: JSONValue = [
        "method": "sampling/createMessage",
        "params": ["messages": [["role": "user", "content": ["type": "text", "text": "Hi"]]], "maxTokens": 10],
    ]

    /// Handlers that answer everything.
    static let handlers = ClientHandlers(
        elicitForm: { _ in ElicitResult(action: .accept, content: ["name": "Ada"]) },
        elicitURL: { _ in ElicitResult(action: .decline) },
        sample: ClientHandlers.Sampling { _ in
            CreateMessageResult(role: .assistant, content: .text("Hello"), model: "m")
        },
        listRoots: { [Root(uri: "file:///work")] }
    )
}

extension ContentBlock {
    /// The text, where it is one.
    var text: String? { tree["text"]?.stringValue }
}
