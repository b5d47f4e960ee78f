import GatehouseJSON

/// The keywords that speak of a value as a whole, of numbers and of strings.
extension SchemaCompiler {
    func types(_ object: JSONObject, at site: SchemaSite) throws(SchemaError) -> TypeSet {
        guard let value = object["type"] else { return .all }
        if case .string(let name) = value { return try type(named: name, at: site) }
        guard case .array = value else { throw mismatch("a string or an array", value, "type", at: site) }
        var types: TypeSet = []
        for name in try names(value, at: site, ["type"]) { types.insert(try type(named: name, at: site)) }
        guard !types.isEmpty else { throw error("must name at least one type", at: site, "type") }
        return types
    }

    private func type(named name: String, at site: SchemaSite) throws(SchemaError) -> TypeSet {
        guard let type = TypeSet(named: name) else {
            let names = TypeSet.named.map(\.name)
            let hint = Spelling.closest(to: name, among: names).map { "; did you mean \"\($0)\"?" } ?? ";"
            throw error("\"\(name)\" is not a type\(hint) types: \(names.joined(separator: ", "))", at: site, "type")
        }
        return type
    }

    func values(_ object: JSONObject, at site: SchemaSite) throws(SchemaError) -> ValueRules? {
        let options = try array("enum", object, at: site)
        guard options != nil || object.contains("const") else { return nil }
        return ValueRules(options: options, constant: object["const"])
    }

    func numbers(_ object: JSONObject, at site: SchemaSite) throws(SchemaError) -> NumericRules? {
        let multipleOf = try number("multipleOf", object, at: site)
        if let divisor = multipleOf?.decimal {
            guard divisor.isPositive else { throw error("must be greater than 0", at: site, "multipleOf") }
            guard divisor.digits.count <= 18 else { throw error("must have at most 18 digits", at: site, "multipleOf") }
        }
        let rules = NumericRules(
            minimum: try number("minimum", object, at: site),
            maximum: try number("maximum", object, at: site),
            exclusiveMinimum: try number("exclusiveMinimum", object, at: site),
            exclusiveMaximum: try number("exclusiveMaximum", object, at: site),
            multipleOf: multipleOf,
            format: try numberFormat(object, at: site)
        )
        return rules.isEmpty ? nil : rules
    }

    private func numberFormat(_ object: JSONObject, at site: SchemaSite) throws(SchemaError) -> NumberFormat? {
        guard site.dialect.assertsFormat else { return nil }
        return try string("format", object, at: site).flatMap(NumberFormat.init(rawValue:))
    }

    mutating func strings(_ object: JSONObject, at site: SchemaSite) throws(SchemaError) -> StringRules? {
        let formatName = try string("format", object, at: site)
        let format = site.dialect.assertsFormat ? formatName.flatMap(StringFormat.init(rawValue:)) : nil
        let length = try counts("minLength", "maxLength", object, at: site)
        let source = site.dialect.validates ? try string("pattern", object, at: site) : nil
        let pattern: Pattern? = if let source { try self.pattern(source, at: site.below("pattern")) } else { nil }
        guard !length.isUnlimited || pattern != nil || format != nil else { return nil }
        return StringRules(length: length, pattern: pattern, format: format)
    }

    /// Compiles a regular expression, or finds it among those compiled before.
    mutating func pattern(_ source: String, at site: SchemaSite) throws(SchemaError) -> Pattern {
        let key = Array(source.utf8)
        if let known = patterns[key] { return known }
        do throws(PatternError) {
            let pattern = try Pattern(source, budget: &patternBudget)
            patterns[key] = pattern
            return pattern
        } catch {
            throw self.error(error.description, at: site)
        }
    }
}

extension NumericRules {
    /// Whether nothing is said about numbers.
    var isEmpty: Bool {
        minimum == nil && maximum == nil && exclusiveMinimum == nil && exclusiveMaximum == nil && multipleOf == nil
            && format == nil
    }
}
