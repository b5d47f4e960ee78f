import GatehouseJSON

/// A schema resource: a document's root, or a subschema with an `$id` (section 4.3.5 of the core part).
struct SchemaResource: Sendable {
    let uri: URIReference
    let document: Int
    let pointer: JSONPointer
    /// The subschema of each `$anchor` and `$dynamicAnchor`.
    var anchors: [String: Int] = [:]
    var dynamicAnchors: [String: Int] = [:]
}
