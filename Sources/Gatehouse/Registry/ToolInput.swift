public import GatehouseJSON
public import GatehouseSchema

/// A tool's arguments as a Swift type: what the schema promises to callers, and how the type is read.
///
/// Its schema is of type `object`.
public protocol ToolInput: SchemaProviding, JSONReadable, Sendable {}

/// The input of a tool that takes no arguments.
public struct NoInput: ToolInput {
    public init() {}

    public init(from reader: inout JSONReader) throws(JSONReadError) {
        try reader.beginObject()
        while reader.nextName() { reader.unknownName() }
    }

    public static func schema(in definitions: inout SchemaDefinitions) -> JSONValue { ObjectSchema().value }
}
