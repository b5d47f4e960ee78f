import Gatehouse
import Testing

/// A change that makes a request of 2026-07-28 wrong, and what its sender is told.
struct BadRequest: Sendable, CustomTestStringConvertible {
    let name: String
    let refusal: String
    var ask = Ask.call("echo", ["text": "hello"])
    let change: @Sendable (inout Ask) -> Void

    var testDescription: String { name }

    static let meta: [BadRequest] = [
        BadRequest(name: "no params", refusal: "400 -32602 params._meta is required, with \(MetaKey.protocolVersion)") {
            $0.params = nil
        },
        BadRequest(name: "no _meta", refusal: "400 -32602 params._meta is required, with \(MetaKey.protocolVersion)") {
            $0.params = ["name": "echo"]
        },
        BadRequest(
            name: "_meta of another kind",
            refusal: "400 -32602 params._meta is required, with \(MetaKey.protocolVersion)"
        ) {
            $0.params = ["_meta": []]
        },
        BadRequest(name: "no version", refusal: "400 -32602 params._meta lacks \(MetaKey.protocolVersion)") {
            $0.meta[MetaKey.protocolVersion] = nil
        },
        BadRequest(name: "no capabilities", refusal: "400 -32602 params._meta lacks \(MetaKey.clientCapabilities)") {
            $0.meta[MetaKey.clientCapabilities] = nil
        },
        BadRequest(
            name: "an empty _meta",
            refusal: "400 -32602 params._meta lacks \(MetaKey.protocolVersion) and \(MetaKey.clientCapabilities)"
        ) {
            $0.meta = [:]
        },
        BadRequest(
            name: "a version that is a number",
            refusal: "400 -32602 params._meta: \(MetaKey.protocolVersion) must be a string"
        ) {
            $0.meta[MetaKey.protocolVersion] = 20_260_728
        },
        BadRequest(
            name: "capabilities that are null",
            refusal: "400 -32602 params._meta: \(MetaKey.clientCapabilities) must be an object"
        ) {
            $0.meta[MetaKey.clientCapabilities] = .null
        },
        BadRequest(
            name: "a log level that is none",
            refusal: "400 -32602 params._meta: \(MetaKey.logLevel) is not a log level"
        ) {
            $0.meta[MetaKey.logLevel] = "loud"
        },
        BadRequest(
            name: "a log level that is a number",
            refusal: "400 -32602 params._meta: \(MetaKey.logLevel) is not a log level"
        ) {
            $0.meta[MetaKey.logLevel] = 3
        },
        BadRequest(
            name: "a client without a version",
            refusal: "400 -32602 params._meta: \(MetaKey.clientInfo) must have a name and a version"
        ) {
            $0.meta[MetaKey.clientInfo] = ["name": "test"]
        },
        BadRequest(
            name: "a client that is a string",
            refusal: "400 -32602 params._meta: \(MetaKey.clientInfo) must have a name and a version"
        ) {
            $0.meta[MetaKey.clientInfo] = "test"
        },
        BadRequest(
            name: "a progress token that is a fraction",
            refusal: "400 -32602 progressToken must be a string or an integer, not a number"
        ) {
            $0.meta[MetaKey.progressToken] = .init(1.5)
        },
        BadRequest(
            name: "a progress token that is null",
            refusal: "400 -32602 progressToken must be a string or an integer, not null"
        ) {
            $0.meta[MetaKey.progressToken] = .null
        },
    ]

    static let fields: [BadRequest] = [
        BadRequest(name: "no version", refusal: "400 -32020 Header mismatch: MCP-Protocol-Version is missing") {
            $0.head.protocolVersion = []
        },
        BadRequest(
            name: "the version twice",
            refusal: "400 -32020 Header mismatch: MCP-Protocol-Version appears more than once"
        ) {
            $0.head.protocolVersion = ["2026-07-28", "2026-07-28"]
        },
        BadRequest(
            name: "another version",
            refusal: "400 -32020 Header mismatch: MCP-Protocol-Version differs from the version in params._meta"
        ) {
            $0.head.protocolVersion = ["2025-11-25"]
        },
        BadRequest(
            name: "a version with a space",
            refusal: "400 -32020 Header mismatch: MCP-Protocol-Version differs from the version in params._meta"
        ) {
            $0.head.protocolVersion = ["2026-07-28 "]
        },
        BadRequest(name: "no method", refusal: "400 -32020 Header mismatch: Mcp-Method is missing") {
            $0.head.mcpMethod = []
        },
        BadRequest(name: "the method twice", refusal: "400 -32020 Header mismatch: Mcp-Method appears more than once") {
            $0.head.mcpMethod = ["tools/call", "tools/call"]
        },
        BadRequest(
            name: "another method", refusal: "400 -32020 Header mismatch: Mcp-Method differs from the body's method"
        ) {
            $0.head.mcpMethod = ["tools/list"]
        },
        BadRequest(
            name: "the method in capitals",
            refusal: "400 -32020 Header mismatch: Mcp-Method differs from the body's method"
        ) {
            $0.head.mcpMethod = ["Tools/Call"]
        },
        BadRequest(name: "no name", refusal: "400 -32020 Header mismatch: Mcp-Name is missing") {
            $0.head.mcpName = []
        },
        BadRequest(name: "the name twice", refusal: "400 -32020 Header mismatch: Mcp-Name appears more than once") {
            $0.head.mcpName = ["echo", "echo"]
        },
        BadRequest(name: "another name", refusal: "400 -32020 Header mismatch: Mcp-Name differs from params.name") {
            $0.head.mcpName = ["add"]
        },
        BadRequest(
            name: "the name of a prompt", refusal: "400 -32020 Header mismatch: Mcp-Name differs from params.name",
            ask: .modern("prompts/get", ["name": "greet"])
        ) {
            $0.head.mcpName = ["other"]
        },
        BadRequest(
            name: "the URI of a resource", refusal: "400 -32020 Header mismatch: Mcp-Name differs from params.uri",
            ask: .modern("resources/read", ["uri": "notes://motto"])
        ) {
            $0.head.mcpName = ["notes://note/1"]
        },
        BadRequest(
            name: "a name with characters of no field",
            refusal:
                "400 -32020 Header mismatch: Mcp-Name has characters that a header field may not have, or invalid Base64"
        ) {
            $0.head.mcpName = ["ech\u{F6}"]
        },
        BadRequest(
            name: "a name with broken Base64",
            refusal:
                "400 -32020 Header mismatch: Mcp-Name has characters that a header field may not have, or invalid Base64"
        ) {
            $0.head.mcpName = ["=?base64?ZWNobw?="]
        },
        BadRequest(
            name: "a marker in capitals", refusal: "400 -32020 Header mismatch: Mcp-Name differs from params.name"
        ) {
            $0.head.mcpName = ["=?BASE64?ZWNobw==?="]
        },
    ]
}
