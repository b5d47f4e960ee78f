import GatehouseJSON

/// Reading one keyword of a schema, whose value has to have a certain shape.
extension SchemaCompiler {
    /// The string of a keyword.
    func string(_ keyword: String, _ object: JSONObject, at site: SchemaSite) throws(SchemaError) -> String? {
        guard let value = object[keyword] else { return nil }
        guard case .string(let text) = value else { throw mismatch("a string", value, keyword, at: site) }
        return text
    }

    /// The boolean of a keyword.
    func boolean(_ keyword: String, _ object: JSONObject, at site: SchemaSite) throws(SchemaError) -> Bool? {
        guard let value = object[keyword] else { return nil }
        guard case .bool(let flag) = value else { throw mismatch("a boolean", value, keyword, at: site) }
        return flag
    }

    /// The object of a keyword.
    func object(_ keyword: String, _ object: JSONObject, at site: SchemaSite) throws(SchemaError) -> JSONObject? {
        guard let value = object[keyword] else { return nil }
        guard case .object(let members) = value else { throw mismatch("an object", value, keyword, at: site) }
        return members
    }

    /// The array of a keyword.
    func array(_ keyword: String, _ object: JSONObject, at site: SchemaSite) throws(SchemaError) -> [JSONValue]? {
        guard let value = object[keyword] else { return nil }
        guard case .array(let elements) = value else { throw mismatch("an array", value, keyword, at: site) }
        return elements
    }

    /// The number of a keyword.
    func number(_ keyword: String, _ object: JSONObject, at site: SchemaSite) throws(SchemaError) -> NumericBound? {
        guard let value = object[keyword] else { return nil }
        guard let bound = NumericBound(value) else { throw mismatch("a number", value, keyword, at: site) }
        return bound
    }

    /// The count of a keyword: a whole number from 0 on. One beyond all lengths is as good as the greatest integer.
    func count(_ keyword: String, _ object: JSONObject, at site: SchemaSite) throws(SchemaError) -> Int? {
        guard let bound = try number(keyword, object, at: site) else { return nil }
        guard bound.decimal.isWhole, !bound.decimal.isNegative else {
            throw error("must be a whole number from 0 on", at: site, keyword)
        }
        return bound.decimal.integer.flatMap { Int(exactly: $0) } ?? Int.max
    }

    /// An array of different strings.
    func names(_ value: JSONValue, at site: SchemaSite, _ tokens: [String]) throws(SchemaError) -> [String] {
        let place = JSONPointer(site.pointer.tokens + tokens)
        let document = sources[site.document].uri
        guard case .array(let elements) = value else {
            throw SchemaError("must be an array, was \(value.kind.phrase)", at: place, document: document)
        }
        var names: [String] = []
        var seen = Set<ComparableValue>()
        for (position, element) in elements.enumerated() {
            guard case .string(let name) = element else {
                throw SchemaError(
                    "must be a string, was \(element.kind.phrase)",
                    at: place.appending(String(position)),
                    document: document
                )
            }
            guard seen.insert(ComparableValue(element)).inserted else {
                throw SchemaError("has \"\(name)\" twice", at: place, document: document)
            }
            names.append(name)
        }
        return names
    }

    /// Compiles the schema of a keyword.
    mutating func subschema(
        _ keyword: String,
        _ object: JSONObject,
        at site: SchemaSite
    ) throws(SchemaError) -> Int? {
        guard let value = object[keyword] else { return nil }
        return try compile(value, at: site.below(keyword))
    }

    /// Compiles the array of schemas of a keyword; empty where the keyword is absent.
    mutating func subschemas(
        _ keyword: String,
        _ object: JSONObject,
        at site: SchemaSite
    ) throws(SchemaError) -> [Int] {
        guard let elements = try array(keyword, object, at: site) else { return [] }
        guard !elements.isEmpty else { throw error("must have at least one schema", at: site, keyword) }
        var compiled: [Int] = []
        for (position, element) in elements.enumerated() {
            compiled.append(try compile(element, at: site.below(keyword, String(position))))
        }
        return compiled
    }

    func mismatch(_ expected: String, _ value: JSONValue, _ keyword: String, at site: SchemaSite) -> SchemaError {
        error("must be \(expected), was \(value.kind.phrase)", at: site, keyword)
    }
}
