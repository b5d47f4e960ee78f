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
