public import GatehouseJSON

/// How a schema is compiled.
public struct SchemaOptions: Sendable {
    /// Whether `format` refuses a string that does not have the format. JSON Schema 2020-12 leaves it an annotation
    /// unless the dialect says otherwise (section 7.2 of its validation part).
    public var assertsFormat: Bool
    /// Documents that references may reach, each under its absolute URI. Nothing is ever fetched.
    public var documents: [String: JSONValue]
    /// What the schema may cost.
    public var limits: SchemaLimits

    /// Makes options; by default `format` asserts nothing and no other document is known.
    public init(
        assertsFormat: Bool = false,
        documents: [String: JSONValue] = [:],
        limits: SchemaLimits = SchemaLimits()
    ) {
        self.assertsFormat = assertsFormat
        self.documents = documents
        self.limits = limits
    }
}
