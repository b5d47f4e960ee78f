public import GatehouseJSON
public import GatehouseProtocol

/// What a tool's function may return.
public protocol ToolOutput: Sendable {
    /// The schema that ``ToolOutcome/structured`` follows, or nothing where there is no structured content.
    static var outputSchema: JSONValue? { get }

    /// The value, as the caller gets it.
    func outcome() -> ToolOutcome
}

/// What a call of a tool ends in.
public struct ToolOutcome: Sendable {
    /// The content for a model to read.
    public var content: [ContentBlock]
    /// The same as data: one JSON value, encoded.
    public var structured: [UInt8]?
    /// Whether the call failed in a way that the caller can understand and mend.
    public var isError: Bool
    /// The result's `_meta`, without the server's own entries.
    public var meta: JSONObject?

    public init(
        content: [ContentBlock] = [],
        structured: [UInt8]? = nil,
        isError: Bool = false,
        meta: JSONObject? = nil
    ) {
        self.content = content
        self.structured = structured
        self.isError = isError
        self.meta = meta
    }

    /// An outcome of one text.
    public static func text(_ text: String, isError: Bool = false) -> ToolOutcome {
        ToolOutcome(content: [.text(TextContent(text: text))], isError: isError)
    }
}

extension ToolOutcome: ToolOutput {
    public static var outputSchema: JSONValue? { nil }

    public func outcome() -> ToolOutcome { self }
}

extension String: ToolOutput {
    public static var outputSchema: JSONValue? { nil }

    public func outcome() -> ToolOutcome { .text(self) }
}

/// A type whose values are a tool's structured content, with the same as text beside it
/// (server/tools, "Structured Content", 2026-07-28).
public protocol StructuredOutput: ToolOutput, JSONEncodable {
    /// A JSON Schema (2020-12) of type `object`: older revisions know no other structured content.
    static var schema: JSONValue { get }
}

extension StructuredOutput {
    public static var outputSchema: JSONValue? { schema }

    public func outcome() -> ToolOutcome {
        let encoded = jsonBytes
        let text = String(decoding: encoded, as: UTF8.self)
        return ToolOutcome(content: [.text(TextContent(text: text))], structured: encoded)
    }
}
