public import GatehouseJSON

/// A tool's arguments as a Swift type: what the schema promises to callers, and how a checked value becomes the type.
///
/// They are read straight from the bytes that came. A type that is ``JSONDecodable`` need not say how it is read.
public protocol ToolInput: JSONReadable, Sendable {
    /// A JSON Schema (2020-12) of type `object`.
    static var inputSchema: JSONValue { get }

    /// Whether reading refuses all that the schema refuses. Arguments of a type that does not promise it are held
    /// against the schema first.
    static var checksSchema: Bool { get }
}

extension ToolInput {
    public static var checksSchema: Bool { false }
}

/// The input of a tool that takes no arguments.
public struct NoInput: ToolInput {
    public init() {}

    public init(from reader: inout JSONReader) throws(JSONReadError) {
        try reader.beginObject()
        while reader.nextName() { reader.unknownName() }
    }

    public static var checksSchema: Bool { true }

    public static var inputSchema: JSONValue { ["type": "object", "additionalProperties": false] }
}
