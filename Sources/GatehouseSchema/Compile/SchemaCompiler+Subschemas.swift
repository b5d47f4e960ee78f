import GatehouseJSON

extension SchemaCompiler {
    /// The most bytes of the names on the way to a subschema.
    private static let maximumPointerLength = 8_192

    /// Compiles the schema at a site and gives its index.
    mutating func compile(_ value: JSONValue, at site: SchemaSite) throws(SchemaError) -> Int {
        guard site.depth <= options.limits.maximumSchemaDepth else {
            throw error("is nested in more than \(options.limits.maximumSchemaDepth) schemas", at: site)
        }
        guard subschemas.count < options.limits.maximumSubschemas else {
            throw error("is one subschema more than the \(options.limits.maximumSubschemas) allowed", at: site)
        }
        guard site.pointer.tokens.reduce(0, { $0 + $1.utf8.count + 1 }) <= Self.maximumPointerLength else {
            throw SchemaError("has a place of more than \(Self.maximumPointerLength) bytes below here")
        }
        let index = subschemas.count
        subschemas.append(SubschemaRules(resource: site.resource))
        sites.append(site)
        subschemasByPlace[site.document][site.pointer.bytes] = index
        switch value {
        case .bool(let acceptsAll): subschemas[index].refusesAll = !acceptsAll
        case .object(let object): try compile(object, at: site, index: index)
        default: throw error("must be a schema, that is an object or a boolean, was \(value.kind.phrase)", at: site)
        }
        return index
    }

    private mutating func compile(_ object: JSONObject, at site: SchemaSite, index: Int) throws(SchemaError) {
        let site = try identify(object, at: site, index: index)
        var rules = SubschemaRules(resource: site.resource)
        try addReferences(object, at: site, index: index)
        if site.dialect.validates {
            rules.types = try types(object, at: site)
            rules.values = try values(object, at: site)
            rules.numbers = try numbers(object, at: site)
        }
        rules.strings = try strings(object, at: site)
        rules.arrays = try arrays(object, at: site)
        rules.objects = try objects(object, at: site)
        if site.dialect.applies { rules.composition = try composition(object, at: site) }
        if site.dialect.appliesUnevaluated {
            rules.unevaluatedItems = try subschema("unevaluatedItems", object, at: site)
            rules.unevaluatedProperties = try subschema("unevaluatedProperties", object, at: site)
        }
        rules.sensitivity = try sensitivity(object, at: site)
        try addDefinitions(object, at: site)
        _ = try subschema("contentSchema", object, at: site)
        subschemas[index] = rules
    }

    /// What may be kept of values, where the schema says it. Of two keywords the stricter one counts.
    private func sensitivity(_ object: JSONObject, at site: SchemaSite) throws(SchemaError) -> Sensitivity? {
        let written: Sensitivity? = object["writeOnly"] == true ? .secret : nil
        guard let name = try string(Sensitivity.keyword, object, at: site) else { return written }
        guard let declared = Sensitivity(keyword: name) else {
            throw error(#"must be "open", "personal" or "secret""#, at: site, Sensitivity.keyword)
        }
        return Sensitivity.stricter(written, declared)
    }

    /// Compiles what `$defs`, and `definitions` of older dialects, hold, so that a mistake there is found at once.
    private mutating func addDefinitions(_ object: JSONObject, at site: SchemaSite) throws(SchemaError) {
        for keyword in ["$defs", "definitions"] {
            for definition in try self.object(keyword, object, at: site) ?? [:] {
                _ = try compile(definition.value, at: site.below(keyword, definition.name))
            }
        }
    }

    /// Applies `$schema`, `$id`, `$anchor` and `$dynamicAnchor`, and gives the site that holds inside of the schema.
    private mutating func identify(
        _ object: JSONObject,
        at outer: SchemaSite,
        index: Int
    ) throws(SchemaError) -> SchemaSite {
        var site = outer
        if let name = try string("$schema", object, at: site) {
            do throws(SchemaError) {
                site.dialect = try Dialect(named: name, options: options)
            } catch {
                throw self.error(error.message, at: site, "$schema")
            }
        }
        if let id = try string("$id", object, at: site) { site.resource = try addResource(id, at: site) }
        sites[index] = site
        for keyword in ["$anchor", "$dynamicAnchor"] {
            guard let anchor = try string(keyword, object, at: site) else { continue }
            guard isAnchor(anchor) else { throw error("must be a name such as \"item\"", at: site, keyword) }
            let known = resources[site.resource]
            guard known.anchors[anchor] ?? index == index else {
                throw error("\"\(anchor)\" is the name of two anchors", at: site, keyword)
            }
            resources[site.resource].anchors[anchor] = index
            if keyword == "$dynamicAnchor" { resources[site.resource].dynamicAnchors[anchor] = index }
        }
        return site
    }

    private mutating func addResource(_ id: String, at site: SchemaSite) throws(SchemaError) -> Int {
        let reference = URIReference(id)
        guard reference.fragment ?? "" == "" else { throw error("must not have a fragment", at: site, "$id") }
        var uri = resources[site.resource].uri.resolving(reference)
        uri.fragment = nil
        if let taken = resourcesByURI[uri.text] {
            if resources[taken].document == site.document {
                // The URI under which a registry knows a document is usually its own `$id`.
                if resources[taken].pointer == site.pointer { return taken }
                throw error("\"\(uri.text)\" is the identifier of two schemas", at: site, "$id")
            }
        }
        return addResource(SchemaResource(uri: uri, document: site.document, pointer: site.pointer))
    }

    /// Whether a name follows the grammar of anchors (section 8.2.2 of the core part).
    private func isAnchor(_ name: String) -> Bool {
        guard let first = name.utf8.first, first.isASCIILetter || first == UInt8(ascii: "_") else { return false }
        return name.utf8.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || "-._".utf8.contains($0) }
    }
}

extension JSONPointer {
    /// The pointer's text, to be compared exactly: Swift's own comparison calls canonically equivalent names equal.
    var bytes: [UInt8] { Array(description.utf8) }
}
