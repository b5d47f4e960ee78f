import GatehouseJSON

/// A document that takes part in a compilation.
struct SchemaSource: Sendable {
    let value: JSONValue
    /// The URI under which a registry knows it; nothing for the document that is compiled.
    let uri: String?
}
