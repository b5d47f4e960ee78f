import GatehouseJSON

/// Where a subschema stands while it is compiled.
struct SchemaSite: Sendable {
    /// The index of its document.
    let document: Int
    /// The index of the schema resource that it belongs to.
    var resource: Int
    var dialect: Dialect
    /// Its place in the document.
    var pointer = JSONPointer()
    /// How many schemas it is nested in.
    var depth = 0

    /// The site of a member's or element's schema.
    func below(_ tokens: String...) -> SchemaSite {
        var site = self
        site.pointer = JSONPointer(pointer.tokens + tokens)
        site.depth += 1
        return site
    }
}

/// A document that takes part in a compilation.
struct SchemaSource: Sendable {
    let value: JSONValue
    /// The URI under which a registry knows it; nothing for the document that is compiled.
    let uri: String?
}

/// A schema resource: a document's root, or a subschema with an `$id` (section 4.3.5 of the core part).
struct SchemaResource: Sendable {
    let uri: URIReference
    let document: Int
    let pointer: JSONPointer
    /// The subschema of each `$anchor` and `$dynamicAnchor`.
    var anchors: [String: Int] = [:]
    var dynamicAnchors: [String: Int] = [:]
}

/// A reference whose target is looked up once its document is compiled.
struct PendingReference: Sendable {
    let text: String
    /// The subschema that has the reference, and where.
    let subschema: Int
    let site: SchemaSite
    let isDynamic: Bool
}
