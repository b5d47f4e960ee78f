/// A reference whose target is looked up once its document is compiled.
struct PendingReference: Sendable {
    let text: String
    /// The subschema that has the reference, and where.
    let subschema: Int
    let site: SchemaSite
    let isDynamic: Bool
}
