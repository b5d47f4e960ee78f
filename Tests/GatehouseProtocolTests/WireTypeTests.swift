import GatehouseJSON
import GatehouseProtocol
import Testing

@Suite("Wire types")
struct WireTypeTests {
    @Test(
        "Bytes become base64 with padding, as in RFC 4648 section 10",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ])
    func base64(bytes: String, text: String) {
        #expect(ImageContent(bytes: [UInt8](bytes.utf8), mimeType: "image/png").data == text)
        #expect(AudioContent(bytes: [UInt8](bytes.utf8), mimeType: "audio/wav").data == text)
        #expect(BlobResourceContents(uri: "file:///x", bytes: [UInt8](bytes.utf8)).blob == text)
    }

    @Test("The last two characters of the base64 alphabet are plus and solidus")
    func base64Alphabet() {
        #expect(BlobResourceContents(uri: "x:y", bytes: [0xFB, 0xEF, 0xFF, 0xFF]).blob == "++///w==")
    }

    @Test("A result without resultType is complete")
    func absentResultType() throws {
        let result = try CallToolResult(json: ["content": []])
        #expect(result.resultType == .complete)
    }

    @Test("A negative time to live is read as 0, and an absent one stays absent")
    func timeToLive() throws {
        let negative = try ListToolsResult(json: ["tools": [], "ttlMs": -5, "cacheScope": "public"])
        #expect(negative.ttlMs == 0)
        let legacy = try ListToolsResult(json: ["tools": []])
        #expect(legacy.ttlMs == nil)
        #expect(legacy.cacheScope == nil)
    }

    @Test("A result made without hints on caching is private and stale at once")
    func cachingDefaults() {
        let text = String(decoding: ListToolsResult(tools: []).jsonBytes, as: UTF8.self)
        #expect(text == #"{"tools":[],"ttlMs":0,"cacheScope":"private","resultType":"complete"}"#)
    }

    @Test("A structured result of null is a value, not an absence")
    func structuredNull() throws {
        let result = try CallToolResult(json: ["content": [], "structuredContent": .null])
        #expect(result.structuredContent == .null)
        #expect(String(decoding: result.jsonBytes, as: UTF8.self).contains(#""structuredContent":null"#))
        #expect(try CallToolResult(json: ["content": []]).structuredContent == nil)
    }

    @Test("Progress in whole numbers is written without a fraction")
    func wholeProgress() {
        let params = ProgressNotificationParams(progressToken: 1, progress: 50, total: 99.5)
        #expect(String(decoding: params.jsonBytes, as: UTF8.self) == #"{"progressToken":1,"progress":50,"total":99.5}"#)
    }

    @Test("An error response without an identifier is written without one, and null is read as none")
    func errorWithoutIdentifier() throws {
        let response = JSONRPCErrorResponse(id: nil, error: JSONRPCError(.parseError, "no JSON"))
        let text = #"{"jsonrpc":"2.0","error":{"code":-32700,"message":"no JSON"}}"#
        #expect(String(decoding: response.jsonBytes, as: UTF8.self) == text)
        let withNull = #"{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"no JSON"}}"#
        #expect(try JSONRPCErrorResponse(json: JSONValue(parsing: withNull)) == response)
    }

    @Test("Messages are told apart by their members")
    func messages() throws {
        func read(_ text: String) throws -> JSONRPCMessage { try JSONRPCMessage(json: JSONValue(parsing: text)) }
        #expect(
            try read(#"{"jsonrpc":"2.0","id":1,"method":"m"}"#) == .request(JSONRPCRequest(id: 1, method: "m")))
        #expect(
            try read(#"{"jsonrpc":"2.0","method":"m","params":{}}"#)
                == .notification(JSONRPCNotification(method: "m", params: [:])))
        #expect(
            try read(#"{"jsonrpc":"2.0","id":"a","result":{}}"#)
                == .result(JSONRPCResultResponse(id: "a", result: [:])))
        #expect(
            try read(#"{"jsonrpc":"2.0","id":"a","error":{"code":1,"message":"m","data":null}}"#)
                == .error(JSONRPCErrorResponse(id: "a", error: JSONRPCError(code: 1, message: "m", data: .null))))
    }

    @Test("An answer to a request for input is told by its members")
    func inputResponses() throws {
        guard case .elicit(let answer) = try InputResponse(json: ["action": "decline"]) else {
            Issue.record("not an elicitation")
            return
        }
        #expect(answer.action == .decline)
        #expect(try InputResponse(json: ["roots": []]) == .listRoots(ListRootsResult(roots: [])))
    }

    @Test("A field is read as the schema that its members tell", arguments: fields)
    func fieldSchemas(text: String, schema: PrimitiveSchemaDefinition) throws {
        #expect(try PrimitiveSchemaDefinition(json: JSONValue(parsing: text)) == schema)
        #expect(String(decoding: schema.jsonBytes, as: UTF8.self) == text)
    }

    static let fields: [(String, PrimitiveSchemaDefinition)] = [
        (
            #"{"type":"string","maxLength":3,"format":"date-time"}"#,
            .string(StringSchema(maxLength: 3, format: .dateTime))
        ),
        (#"{"type":"integer","minimum":0}"#, .number(NumberSchema(type: .integer, minimum: 0))),
        (#"{"type":"boolean","default":true}"#, .boolean(BooleanSchema(default: true))),
        (
            #"{"type":"string","enum":["a"]}"#,
            .choice(.untitledSingleSelect(UntitledSingleSelectEnumSchema(enum: ["a"])))
        ),
        (
            #"{"type":"string","enum":["a"],"enumNames":["A"]}"#,
            .choice(.legacyTitled(LegacyTitledEnumSchema(enum: ["a"], enumNames: ["A"])))
        ),
        (
            #"{"type":"string","oneOf":[{"const":"a","title":"A"}]}"#,
            .choice(.titledSingleSelect(TitledSingleSelectEnumSchema(oneOf: [EnumOption(const: "a", title: "A")])))
        ),
        (
            #"{"type":"array","items":{"type":"string","enum":["a"]}}"#,
            .choice(.untitledMultiSelect(UntitledMultiSelectEnumSchema(items: .init(enum: ["a"]))))
        ),
        (
            #"{"type":"array","items":{"anyOf":[{"const":"a","title":"A"}]}}"#,
            .choice(
                .titledMultiSelect(
                    TitledMultiSelectEnumSchema(items: .init(anyOf: [EnumOption(const: "a", title: "A")])))
            )
        ),
    ]

    @Test("A form keeps its fields in their order, and each name once")
    func formOrder() {
        let form = RequestedSchema(
            properties: ["z", "a", "z"].map { RequestedSchema.Property(name: $0, schema: .boolean(BooleanSchema())) })
        let text = #"{"type":"object","properties":{"z":{"type":"boolean"},"a":{"type":"boolean"}}}"#
        #expect(String(decoding: form.jsonBytes, as: UTF8.self) == text)
    }

    @Test(
        "A client that says nothing about modes of elicitation supports forms",
        arguments: [
            ("{}", true, false), (#"{"form":{}}"#, true, false), (#"{"url":{}}"#, false, true),
            (#"{"form":{},"url":{}}"#, true, true),
        ])
    func elicitationModes(text: String, form: Bool, url: Bool) throws {
        let elicitation = try ClientCapabilities.Elicitation(json: JSONValue(parsing: text))
        #expect(elicitation.supportsForm == form)
        #expect(elicitation.supportsURL == url)
    }

    @Test("A request's _meta is read and written with all its keys")
    func requestMeta() throws {
        let text = """
            {"io.modelcontextprotocol/protocolVersion":"2026-07-28",\
            "io.modelcontextprotocol/clientInfo":{"name":"c","version":"1"},\
            "io.modelcontextprotocol/clientCapabilities":{"roots":{}},\
            "io.modelcontextprotocol/logLevel":"warning","progressToken":7}
            """
        let meta = try RequestMeta(json: JSONValue(parsing: text))
        #expect(meta.revision == .v2026_07_28)
        #expect(meta.clientInfo?.name == "c")
        #expect(meta.clientCapabilities.roots != nil)
        #expect(meta.logLevel == .warning)
        #expect(meta.progressToken == 7)
        #expect(String(decoding: meta.jsonBytes, as: UTF8.self) == text)
    }

    @Test("The result that ends a stream names it")
    func listenResult() {
        let text = #"{"resultType":"complete","_meta":{"io.modelcontextprotocol/subscriptionId":"s"}}"#
        #expect(String(decoding: SubscriptionsListenResult(subscriptionId: "s").jsonBytes, as: UTF8.self) == text)
    }

    @Test("The levels of logging are in the order of RFC 5424")
    func loggingLevels() {
        #expect(LoggingLevel.debug.severity == 0)
        #expect(LoggingLevel.emergency.severity == 7)
        #expect(LoggingLevel(rawValue: "loud").severity == nil)
    }
}
