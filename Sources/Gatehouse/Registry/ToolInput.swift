public import GatehouseJSON
public import GatehouseSchema

/// A tool's arguments as a Swift type: what the schema promises to callers, and how the type is read.
///
/// It is read straight from the bytes that came. Its schema is of type `object`.
public protocol ToolInput: SchemaProviding, JSONReadable, Sendable {
    /// Whether reading refuses all that the schema refuses, as it does where both were made of one declaration.
    /// Arguments of a type that does not promise it are held against the schema first.
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

    public static func schema(in definitions: inout SchemaDefinitions) -> JSONValue { ObjectSchema().value }
}
