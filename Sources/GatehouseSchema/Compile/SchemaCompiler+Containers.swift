import GatehouseJSON

/// The keywords that speak of arrays and objects.
extension SchemaCompiler {
    mutating func arrays(_ object: JSONObject, at site: SchemaSite) throws(SchemaError) -> ArrayRules? {
        let applies = site.dialect.applies
        let counts = try counts("minItems", "maxItems", object, at: site)
        let unique = site.dialect.validates ? try boolean("uniqueItems", object, at: site) ?? false : false
        let prefix = applies ? try subschemas("prefixItems", object, at: site) : []
        let items = applies ? try subschema("items", object, at: site) : nil
        let contains = applies ? try contains(object, at: site) : nil
        guard !counts.isUnlimited || unique || !prefix.isEmpty || items != nil || contains != nil else { return nil }
        return ArrayRules(
            counts: counts,
            requiresUniqueness: unique,
            prefix: prefix,
            items: items,
            contains: contains
        )
    }

    private mutating func contains(_ object: JSONObject, at site: SchemaSite) throws(SchemaError) -> ContainsRule? {
        guard let schema = try subschema("contains", object, at: site) else { return nil }
        guard site.dialect.validates else { return ContainsRule(schema: schema, minimum: 1, maximum: Int.max) }
        return ContainsRule(
            schema: schema,
            minimum: try count("minContains", object, at: site) ?? 1,
            maximum: try count("maxContains", object, at: site) ?? Int.max
        )
    }

    /// How many elements, members or characters there may be.
    func counts(
        _ minimumKeyword: String,
        _ maximumKeyword: String,
        _ object: JSONObject,
        at site: SchemaSite
    ) throws(SchemaError) -> CountRange {
        guard site.dialect.validates else { return CountRange() }
        return CountRange(
            minimum: try count(minimumKeyword, object, at: site) ?? 0,
            maximum: try count(maximumKeyword, object, at: site) ?? Int.max
        )
    }

    mutating func objects(_ object: JSONObject, at site: SchemaSite) throws(SchemaError) -> ObjectRules? {
        let counts = try counts("minProperties", "maxProperties", object, at: site)
        let members = try members(object, at: site)
        let names = site.dialect.applies ? try subschema("propertyNames", object, at: site) : nil
        let dependencies = try dependencies(object, at: site)
        guard
            !counts.isUnlimited || !members.names.isEmpty || !members.patterns.isEmpty || members.additional != nil
                || names != nil || !dependencies.isEmpty
        else { return nil }
        return ObjectRules(counts: counts, members: members, names: names, dependencies: dependencies)
    }

    private mutating func members(_ object: JSONObject, at site: SchemaSite) throws(SchemaError) -> MemberRules {
        var members = MemberRules()
        if site.dialect.applies {
            for property in try self.object("properties", object, at: site) ?? [:] {
                members.names.append(property.name)
                members.schemas.append(try compile(property.value, at: site.below("properties", property.name)))
            }
            for property in try self.object("patternProperties", object, at: site) ?? [:] {
                let place = site.below("patternProperties", property.name)
                let pattern = try pattern(property.name, at: place)
                members.patterns.append(
                    PatternProperty(pattern: pattern, schema: try compile(property.value, at: place)))
            }
            members.additional = try subschema("additionalProperties", object, at: site)
        }
        guard site.dialect.validates, let required = object["required"] else { return members }
        let known = PropertyTable(members.names)
        for name in try names(required, at: site, ["required"]) {
            let position = known.position(of: name, guess: 0)
            members.required.append(position >= 0 ? position : members.names.count)
            if position < 0 {
                members.names.append(name)
                members.schemas.append(-1)
            }
        }
        return members
    }

    private mutating func dependencies(_ object: JSONObject, at site: SchemaSite) throws(SchemaError) -> [Dependency] {
        var found: [Dependency] = []
        if site.dialect.validates {
            for member in try self.object("dependentRequired", object, at: site) ?? [:] {
                let required = try names(member.value, at: site, ["dependentRequired", member.name])
                found.append(
                    Dependency(name: member.name, required: required, schema: nil, keyword: "dependentRequired")
                )
            }
        }
        guard site.dialect.applies else { return found }
        for member in try self.object("dependentSchemas", object, at: site) ?? [:] {
            let schema = try compile(member.value, at: site.below("dependentSchemas", member.name))
            found.append(Dependency(name: member.name, required: [], schema: schema, keyword: "dependentSchemas"))
        }
        // The keyword of earlier drafts that the two above replace; section C of the validation part allows it.
        for member in try self.object("dependencies", object, at: site) ?? [:] {
            if case .array = member.value {
                let required = try names(member.value, at: site, ["dependencies", member.name])
                found.append(Dependency(name: member.name, required: required, schema: nil, keyword: "dependencies"))
            } else {
                let schema = try compile(member.value, at: site.below("dependencies", member.name))
                found.append(Dependency(name: member.name, required: [], schema: schema, keyword: "dependencies"))
            }
        }
        return found
    }

    mutating func composition(_ object: JSONObject, at site: SchemaSite) throws(SchemaError) -> CompositionRules {
        CompositionRules(
            allOf: try subschemas("allOf", object, at: site),
            anyOf: try subschemas("anyOf", object, at: site),
            oneOf: try subschemas("oneOf", object, at: site),
            not: try subschema("not", object, at: site),
            condition: try subschema("if", object, at: site),
            consequence: try subschema("then", object, at: site),
            alternative: try subschema("else", object, at: site)
        )
    }
}
