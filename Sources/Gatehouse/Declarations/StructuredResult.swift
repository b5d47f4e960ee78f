public import GatehouseJSON
import GatehouseProtocol
public import GatehouseSchema

/// A tool's result that is a value with a schema (server/tools, "Structured Content", 2026-07-28).
///
/// Values whose JSON is an object are the structured content themselves. Of others the content is an object whose only
/// member `result` is the value, because older revisions know no other structured content. The same stands beside it as
/// text.
public struct StructuredResult<Value: Schemable>: ToolOutput {
    /// The value.
    public let value: Value

    /// Makes a result of a value.
    public init(_ value: Value) {
        self.value = value
    }

    /// The form that values of the type have, which is worked out once for each tool.
    static var form: Form { Form(of: Value.jsonSchema) }

    public static var outputSchema: JSONValue? { outputSchema(.shared) }

    /// The schema in a style.
    static func outputSchema(_ style: SchemaStyle) -> JSONValue? {
        var definitions = SchemaDefinitions(inlining: style == .inlined)
        let schema = Value.schema(in: &definitions)
        switch form {
        case .object: return definitions.document(schema).withRootType
        case .wrapped:
            return definitions.document(ObjectSchema().property("result", schema: schema, isRequired: true).value)
        }
    }

    public func outcome() -> ToolOutcome { outcome(in: Self.form) }

    /// The value, as the caller gets it.
    func outcome(in form: Form) -> ToolOutcome {
        var writer = JSONWriter()
        switch form {
        case .object: value.encode(to: &writer)
        case .wrapped:
            writer.beginObject()
            writer.member("result", value)
            writer.endObject()
        }
        let text = String(decoding: writer.bytes, as: UTF8.self)
        return ToolOutcome(content: [.text(TextContent(text: text))], structured: writer.bytes)
    }
}

extension StructuredResult {
    /// Whether values are objects by themselves.
    enum Form {
        case object, wrapped

        init(of schema: JSONValue) {
            self = schema.rootSchema["type"] == "object" ? .object : .wrapped
        }
    }
}

extension JSONValue {
    /// The schema that the root refers to, where it is one of its own definitions.
    fileprivate var rootSchema: JSONValue {
        guard let reference = self["$ref"]?.stringValue, reference.hasPrefix("#/$defs/") else { return self }
        return self["$defs"]?[String(reference.dropFirst("#/$defs/".count))] ?? self
    }

    /// The same schema with its type at the root, where older revisions look for it.
    fileprivate var withRootType: JSONValue {
        guard self["type"] == nil, case .object(var object) = self else { return self }
        object["type"] = "object"
        return .object(object)
    }
}
