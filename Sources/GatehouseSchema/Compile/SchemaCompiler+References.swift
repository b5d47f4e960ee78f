import GatehouseJSON

extension SchemaCompiler {
    /// Notes `$ref` and `$dynamicRef` to be resolved later.
    mutating func addReferences(_ object: JSONObject, at site: SchemaSite, index: Int) throws(SchemaError) {
        for keyword in ["$ref", "$dynamicRef"] {
            guard let text = try string(keyword, object, at: site) else { continue }
            pending.append(
                PendingReference(text: text, subschema: index, site: site, isDynamic: keyword == "$dynamicRef")
            )
        }
    }

    /// Finds the target of a reference, and compiles the document that it is in.
    mutating func resolve(_ reference: PendingReference) throws(SchemaError) {
        let keyword = reference.isDynamic ? "$dynamicRef" : "$ref"
        let target = resources[reference.site.resource].uri.resolving(URIReference(reference.text))
        guard let resource = try resource(of: target) else {
            throw error(
                "\"\(reference.text)\" is in no known document, and none is fetched", at: reference.site, keyword)
        }
        guard let fragment = target.decodedFragment, let subschema = try subschema(fragment, in: resource) else {
            throw error("\"\(reference.text)\" leads to no schema", at: reference.site, keyword)
        }
        guard reference.isDynamic else {
            subschemas[reference.subschema].composition.reference = subschema
            return
        }
        let isDynamic = resources[resource].dynamicAnchors[fragment] == subschema
        subschemas[reference.subschema].composition.dynamicReference = DynamicReference(
            initial: subschema,
            anchor: isDynamic ? dynamicAnchor(named: fragment) : nil
        )
    }

    private mutating func dynamicAnchor(named name: String) -> Int {
        if let known = dynamicAnchorNames.firstIndex(of: name) { return known }
        dynamicAnchorNames.append(name)
        return dynamicAnchorNames.count - 1
    }

    /// The resource of a URI: one that is compiled already, or that of a document which is compiled now.
    private mutating func resource(of target: URIReference) throws(SchemaError) -> Int? {
        let uri = target.textWithoutFragment
        if let known = resourcesByURI[uri] { return known }
        if let document = options.documents[uri] {
            _ = try load(document, uri: uri)
        } else if MetaSchema.uris.contains(uri) {
            _ = try load(try MetaSchema.document(), uri: Dialect.standardURI)
        }
        return resourcesByURI[uri]
    }

    /// The schema that a fragment names in a resource: the resource itself, an anchor or a JSON Pointer.
    private mutating func subschema(_ fragment: String, in index: Int) throws(SchemaError) -> Int? {
        let resource = resources[index]
        guard fragment.isEmpty || fragment.utf8.first == UInt8(ascii: "/") else { return resource.anchors[fragment] }
        guard let inner = JSONPointer(parsing: fragment) else { return nil }
        let pointer = JSONPointer(resource.pointer.tokens + inner.tokens)
        if let known = subschemasByPlace[resource.document][pointer.bytes] { return known }
        // A place that no keyword makes a schema, such as one below an unknown keyword.
        guard let value = value(at: pointer, in: sources[resource.document].value) else { return nil }
        var site = SchemaSite(document: resource.document, resource: index, dialect: .standard(options))
        if let enclosing = enclosingSite(of: pointer, in: resource.document) { site = enclosing }
        site.pointer = pointer
        site.depth += 1
        return try compile(value, at: site)
    }

    /// The site of the innermost compiled schema around a place.
    private func enclosingSite(of pointer: JSONPointer, in document: Int) -> SchemaSite? {
        var tokens = pointer.tokens[...]
        while tokens.popLast() != nil {
            if let known = subschemasByPlace[document][JSONPointer(Array(tokens)).bytes] { return sites[known] }
        }
        return nil
    }

    private func value(at pointer: JSONPointer, in document: JSONValue) -> JSONValue? {
        var value = document
        for token in pointer.tokens {
            let next = value[token] ?? Int(token).flatMap { value[$0] }
            guard let next else { return nil }
            value = next
        }
        return value
    }
}
