public import GatehouseJSON

/// A tool as a server offers it.
///
/// Schema type `Tool`; MCP 2026-07-28, server/tools.
///
/// It bears the prefix because the tool that an author registers is the one to have the plain name.
public struct WireTool: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// The name for programs, by which the tool is called.
    public var name: String
    /// The name for people; where it is absent, ``name`` is shown.
    public var title: String?
    /// What the tool does, as a hint for a model.
    public var description: String?
    /// The JSON Schema of the arguments; its root has `"type": "object"`.
    public var inputSchema: JSONValue
    /// The JSON Schema of the structured result.
    public var outputSchema: JSONValue?
    /// How the tool behaves, as the server claims.
    public var annotations: ToolAnnotations?
    /// How the tool may be called; only in revision 2025-11-25.
    public var execution: ToolExecution?
    /// Pictures that a client may show.
    public var icons: [Icon]?
    /// What the parties attach beyond the schema, under namespaced keys.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(
        name: String,
        title: String? = nil,
        description: String? = nil,
        inputSchema: JSONValue,
        outputSchema: JSONValue? = nil,
        annotations: ToolAnnotations? = nil,
        execution: ToolExecution? = nil,
        icons: [Icon]? = nil,
        meta: JSONObject? = nil
    ) {
        self.name = name
        self.title = title
        self.description = description
        self.inputSchema = inputSchema
        self.outputSchema = outputSchema
        self.annotations = annotations
        self.execution = execution
        self.icons = icons
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        name = try object.required("name")
        title = try object.optional("title")
        description = try object.optional("description")
        inputSchema = try object.required("inputSchema")
        outputSchema = try object.optional("outputSchema")
        annotations = try object.optional("annotations")
        execution = try object.optional("execution")
        icons = try object.optional("icons")
        meta = try object.optional("_meta")
        do throws(JSONDecodingError) {
            try JSONObject(json: inputSchema).expect("type", toBe: "object")
        } catch {
            throw error.under("inputSchema")
        }
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("name", name)
        writer.member("title", ifPresent: title)
        writer.member("description", ifPresent: description)
        writer.member("inputSchema", inputSchema)
        writer.member("outputSchema", ifPresent: outputSchema)
        writer.member("annotations", ifPresent: annotations)
        writer.member("execution", ifPresent: execution)
        writer.member("icons", ifPresent: icons)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }
}
