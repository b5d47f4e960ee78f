import GatehouseJSON
import GatehouseProtocol
import Testing

/// A text, the type it is read as, and the error.
struct WireRefusal: Sendable, CustomTestStringConvertible {
    let type: any (JSONDecodable & Sendable).Type
    let text: String
    let error: String

    var testDescription: String { "\(type): \(text)" }
}

extension WireRefusal {
    static let wrongConstants: [WireRefusal] = [
        WireRefusal(
            type: TextContent.self, text: #"{"type":"image","text":"x"}"#,
            error: #"/type: expected "text", but found a string"#),
        WireRefusal(
            type: TextContent.self, text: #"{"text":"x"}"#, error: #"/type: expected "text", but it is missing"#),
        WireRefusal(
            type: ContentBlock.self, text: #"{"type":"video"}"#,
            error:
                #"/type: expected one of "text", "image", "audio", "resource_link", "resource", but found a string"#),
        WireRefusal(
            type: SamplingMessageContentBlock.self, text: #"{"type":"resource"}"#,
            error: #"/type: expected one of "text", "image", "audio", "tool_use", "tool_result", but found a string"#),
        WireRefusal(
            type: CallToolRequest.self, text: #"{"jsonrpc":"1.0","id":1,"method":"tools/call","params":{"name":"x"}}"#,
            error: #"/jsonrpc: expected "2.0", but found a string"#),
        WireRefusal(
            type: CallToolRequest.self, text: #"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"name":"x"}}"#,
            error: #"/method: expected "tools/call", but found a string"#),
        WireRefusal(
            type: InputRequest.self, text: #"{"method":"tools/call"}"#,
            error: #"/method: expected one of "sampling/createMessage", "elicitation/create", "roots/list", "#
                + "but found a string"),
        WireRefusal(
            type: Role.self, text: #""system""#,
            error: #"the value: expected one of "user", "assistant", but found a string"#),
        WireRefusal(
            type: LoggingLevel.self, text: #""loud""#,
            error: #"the value: expected one of "debug", "info", "notice", "warning", "error", "critical", "alert", "#
                + #""emergency", but found a string"#),
        WireRefusal(
            type: CallToolResultResponse.self, text: #"{"jsonrpc":"2.0","id":1,"result":{"resultType":"later"}}"#,
            error: #"/result/resultType: expected one of "complete", "input_required", but found a string"#),
        WireRefusal(
            type: InputRequiredResult.self, text: #"{"resultType":"complete","requestState":"x"}"#,
            error: #"/resultType: expected "input_required", but found a string"#),
        WireRefusal(
            type: ElicitRequestFormParams.self,
            text: #"{"mode":"url","message":"m","requestedSchema":{"type":"object","properties":{}}}"#,
            error: #"/mode: expected "form", but found a string"#),
        WireRefusal(
            type: RequestedSchema.self, text: #"{"type":"array","properties":{}}"#,
            error: #"/type: expected "object", but found a string"#),
        WireRefusal(
            type: RequestedSchema.self, text: #"{"type":"object","properties":{"a/b":{"type":"object"}}}"#,
            error: #"/properties/a~1b/type: expected one of "string", "number", "integer", "boolean", "array", "#
                + "but found a string"),
        WireRefusal(
            type: WireTool.self, text: #"{"name":"t","inputSchema":{"type":"array"}}"#,
            error: #"/inputSchema/type: expected "object", but found a string"#),
        WireRefusal(
            type: CompleteRequestParams.self, text: #"{"ref":{"type":"ref/tool"},"argument":{"name":"a","value":""}}"#,
            error: #"/ref/type: expected one of "ref/prompt", "ref/resource", but found a string"#),
    ]

    static let missingMembers: [WireRefusal] = [
        WireRefusal(
            type: CallToolRequest.self, text: #"{"jsonrpc":"2.0","id":1,"method":"tools/call"}"#,
            error: "/params: expected a value, but it is missing"),
        WireRefusal(
            type: CallToolRequest.self, text: #"{"jsonrpc":"2.0","method":"tools/call","params":{"name":"x"}}"#,
            error: "/id: expected a value, but it is missing"),
        WireRefusal(
            type: CallToolRequest.self, text: #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{}}"#,
            error: "/params/name: expected a value, but it is missing"),
        WireRefusal(
            type: CallToolResult.self, text: #"{"resultType":"complete"}"#,
            error: "/content: expected a value, but it is missing"),
        WireRefusal(
            type: CallToolResult.self, text: #"{"content":[{"type":"text","text":"a"},{"type":"text"}]}"#,
            error: "/content/1/text: expected a value, but it is missing"),
        WireRefusal(
            type: ResourceContents.self, text: #"{"uri":"file:///x"}"#,
            error: #"the value: expected an object with "text" or "blob", but found an object"#),
        WireRefusal(
            type: InputRequiredResult.self, text: #"{"resultType":"input_required"}"#,
            error: #"the value: expected an object with "inputRequests" or "requestState", but found an object"#),
        WireRefusal(
            type: RequestMeta.self, text: "{}",
            error: "/io.modelcontextprotocol~1protocolVersion: expected a value, but it is missing"),
        WireRefusal(
            type: RequestMeta.self, text: #"{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}"#,
            error: "/io.modelcontextprotocol~1clientCapabilities: expected a value, but it is missing"),
        WireRefusal(
            type: SubscriptionsListenResult.self, text: #"{"resultType":"complete","_meta":{}}"#,
            error: "/_meta/io.modelcontextprotocol~1subscriptionId: expected a value, but it is missing"),
        WireRefusal(
            type: JSONRPCMessage.self, text: #"{"jsonrpc":"2.0","id":1}"#,
            error: #"the value: expected an object with one of "method", "result", "error", but found an object"#),
        WireRefusal(
            type: JSONRPCErrorResponse.self, text: #"{"jsonrpc":"2.0","error":{"message":"m"}}"#,
            error: "/error/code: expected a value, but it is missing"),
    ]

    static let wrongKinds: [WireRefusal] = [
        WireRefusal(
            type: RequestID.self, text: "null", error: "the value: expected a string or an integer, but found null"),
        WireRefusal(
            type: RequestID.self, text: "1.0",
            error: "the value: expected a string or an integer, but found a number"),
        WireRefusal(
            type: RequestID.self, text: "9223372036854775808",
            error: "the value: expected a string or an integer, but found a number"),
        WireRefusal(
            type: RequestID.self, text: "true",
            error: "the value: expected a string or an integer, but found a boolean"),
        WireRefusal(
            type: ProgressToken.self, text: "[]",
            error: "the value: expected a string or an integer, but found an array"),
        WireRefusal(type: WireTool.self, text: "[]", error: "the value: expected an object, but found an array"),
        WireRefusal(
            type: GetPromptRequestParams.self, text: #"{"name":"p","arguments":{"a":1}}"#,
            error: "/arguments/a: expected a string, but found an integer"),
        WireRefusal(
            type: ElicitResult.self, text: #"{"action":"accept","content":{"a":{"b":1}}}"#,
            error: "/content/a: expected a string, a number, a boolean or an array of strings, but found an object"),
        WireRefusal(
            type: ElicitResult.self, text: #"{"action":"accept","content":{"a":["b",1]}}"#,
            error: "/content/a: expected a string, a number, a boolean or an array of strings, but found an array"),
        WireRefusal(
            type: RequestMeta.self,
            text: #"{"io.modelcontextprotocol/protocolVersion":1,"io.modelcontextprotocol/clientCapabilities":{}}"#,
            error: "/io.modelcontextprotocol~1protocolVersion: expected a string, but found an integer"),
        WireRefusal(
            type: RequestMeta.self,
            text: #"{"io.modelcontextprotocol/protocolVersion":"v","io.modelcontextprotocol/clientCapabilities":[]}"#,
            error: "/io.modelcontextprotocol~1clientCapabilities: expected an object, but found an array"),
        WireRefusal(
            type: SamplingContent.self, text: #""text""#,
            error: "the value: expected an object or an array, but found a string"),
        WireRefusal(
            type: JSONRPCRequest.self, text: #"{"jsonrpc":"2.0","id":1,"method":"m","params":[]}"#,
            error: "/params: expected an object, but found an array"),
        WireRefusal(
            type: JSONRPCMessage.self, text: #"{"jsonrpc":"2.0","id":1,"method":"m","result":{}}"#,
            error: #"the value: expected an object with one of "method", "result", "error", but found an object"#),
        WireRefusal(
            type: JSONRPCMessage.self, text: #"{"jsonrpc":"2.0","id":null,"method":"m"}"#,
            error: "/id: expected a string or an integer, but found null"),
    ]

    static let outOfRange: [WireRefusal] = [
        WireRefusal(
            type: Annotations.self, text: #"{"priority":1.5}"#,
            error: "/priority: expected a number from 0 to 1, but found a number"),
        WireRefusal(
            type: ModelPreferences.self, text: #"{"costPriority":-1}"#,
            error: "/costPriority: expected a number from 0 to 1, but found an integer"),
        WireRefusal(
            type: Root.self, text: #"{"uri":"https://example.com/"}"#,
            error: #"/uri: expected a URI that starts with "file://", but found a string"#),
        WireRefusal(
            type: JSONRPCError.self, text: #"{"code":1.5,"message":"m"}"#,
            error: "/code: expected an integer, but found a number"),
        WireRefusal(
            type: CompleteResult.self,
            text: #"{"completion":{"values":["# + Array(repeating: #""v""#, count: 101).joined(separator: ",") + "]}}",
            error: "/completion/values: expected at most 100 values, but found an array"),
    ]
}
