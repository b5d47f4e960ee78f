public import GatehouseJSON

/// The parameters of `sampling/createMessage`.
///
/// Schema type `CreateMessageRequestParams`; MCP 2026-07-28, client/sampling.
public struct CreateMessageRequestParams: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The conversation so far.
    public var messages: [SamplingMessage]
    /// The most tokens to sample.
    public var maxTokens: Int
    /// What the server would like of the model.
    public var modelPreferences: ModelPreferences?
    /// A system prompt, which the client may change or leave out.
    public var systemPrompt: String?
    /// Which servers' context to add.
    public var includeContext: IncludeContext?
    /// The sampling temperature.
    public var temperature: Double?
    /// Texts that end the sampling.
    public var stopSequences: [String]?
    /// What is passed on to the model's provider.
    public var metadata: JSONObject?
    /// Tools that the model may wish to call.
    public var tools: [WireTool]?
    /// Whether it may, must or must not.
    public var toolChoice: ToolChoice?
    /// What the server attaches; only in revisions up to 2025-11-25.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(
        messages: [SamplingMessage],
        maxTokens: Int,
        modelPreferences: ModelPreferences? = nil,
        systemPrompt: String? = nil,
        includeContext: IncludeContext? = nil,
        temperature: Double? = nil,
        stopSequences: [String]? = nil,
        metadata: JSONObject? = nil,
        tools: [WireTool]? = nil,
        toolChoice: ToolChoice? = nil,
        meta: JSONObject? = nil
    ) {
        self.messages = messages
        self.maxTokens = maxTokens
        self.modelPreferences = modelPreferences
        self.systemPrompt = systemPrompt
        self.includeContext = includeContext
        self.temperature = temperature
        self.stopSequences = stopSequences
        self.metadata = metadata
        self.tools = tools
        self.toolChoice = toolChoice
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        messages = try object.required("messages")
        maxTokens = try object.required("maxTokens")
        modelPreferences = try object.optional("modelPreferences")
        systemPrompt = try object.optional("systemPrompt")
        includeContext = try object.optional("includeContext")
        temperature = try object.optional("temperature")
        stopSequences = try object.optional("stopSequences")
        metadata = try object.optional("metadata")
        tools = try object.optional("tools")
        toolChoice = try object.optional("toolChoice")
        meta = try object.optional("_meta")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("messages", messages)
        writer.member("maxTokens", maxTokens)
        writer.member("modelPreferences", ifPresent: modelPreferences)
        writer.member("systemPrompt", ifPresent: systemPrompt)
        writer.member("includeContext", ifPresent: includeContext)
        writer.member("temperature", ifPresent: temperature)
        writer.member("stopSequences", ifPresent: stopSequences)
        writer.member("metadata", ifPresent: metadata)
        writer.member("tools", ifPresent: tools)
        writer.member("toolChoice", ifPresent: toolChoice)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }
}
