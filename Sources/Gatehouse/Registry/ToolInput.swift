public import GatehouseJSON

/// A tool's arguments as a Swift type: what the schema promises to callers, and how a checked value becomes the type.
///
/// Arguments are checked against ``inputSchema`` before ``JSONDecodable/init(json:)`` sees them.
public protocol ToolInput: JSONDecodable, Sendable {
    /// A JSON Schema (2020-12) of type `object`.
    static var inputSchema: JSONValue { get }
}

/// The input of a tool that takes no arguments.
public struct NoInput: ToolInput {
    public init() {}

    public init(json: JSONValue) {}

    public static var inputSchema: JSONValue { ["type": "object", "additionalProperties": false] }
}
