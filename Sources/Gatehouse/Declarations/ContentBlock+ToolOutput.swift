public import GatehouseJSON
public import GatehouseProtocol

// Content that a function makes itself is passed on as it is, and has no schema.

extension ContentBlock: ToolOutput {
    public static var outputSchema: JSONValue? { nil }

    public func outcome() -> ToolOutcome { ToolOutcome(content: [self]) }
}

extension Array: ToolOutput where Element == ContentBlock {
    public static var outputSchema: JSONValue? { nil }

    public func outcome() -> ToolOutcome { ToolOutcome(content: self) }
}

extension TextContent: ToolOutput {
    public static var outputSchema: JSONValue? { nil }

    public func outcome() -> ToolOutcome { ToolOutcome(content: [.text(self)]) }
}

extension ImageContent: ToolOutput {
    public static var outputSchema: JSONValue? { nil }

    public func outcome() -> ToolOutcome { ToolOutcome(content: [.image(self)]) }
}

extension AudioContent: ToolOutput {
    public static var outputSchema: JSONValue? { nil }

    public func outcome() -> ToolOutcome { ToolOutcome(content: [.audio(self)]) }
}
