import GatehouseJSON

/// Follows the keywords that apply schemas to the same value, to its members and to its elements.
struct SensitivityExpansion {
    private let program: SchemaProgram
    private let maximumSchemas: Int

    init(_ program: SchemaProgram, maximumSchemas: Int) {
        self.program = program
        self.maximumSchemas = maximumSchemas
    }

    // MARK: The same value

    /// The place with every subschema taken apart into what it says itself and what it applies to the same value.
    func expanded(_ place: SensitivityPlace) -> SensitivityPlace {
        var budget = maximumSchemas
        let result = expanded(place, depth: 0, &budget)
        return budget < 0 ? .hidden : result
    }

    private func expanded(_ place: SensitivityPlace, depth: Int, _ budget: inout Int) -> SensitivityPlace {
        budget -= 1
        guard budget >= 0, depth < 128 else { return .hidden }
        switch place {
        case .all(let parts): return .conjunction(parts.map { expanded($0, depth: depth + 1, &budget) })
        case .any(let parts): return .alternatives(parts.map { expanded($0, depth: depth + 1, &budget) })
        case .anything, .nothing, .hidden, .keywords: return place
        case .schema(let index):
            let inPlace = applied(by: index).map { expanded($0, depth: depth + 1, &budget) }
            return .conjunction([.keywords(index)] + inPlace)
        }
    }

    /// The schemas that a subschema applies to the same value. `not` says nothing about values that are right.
    private func applied(by index: Int) -> [SensitivityPlace] {
        let rules = program.subschemas[index].rules
        let composition = rules.composition
        var places = composition.allOf.map(SensitivityPlace.schema)
        if let reference = composition.reference { places.append(.schema(reference)) }
        if let reference = composition.dynamicReference {
            let targets = reference.anchor.map { Array(program.dynamicAnchors[$0].values).sorted() } ?? []
            places.append(.alternatives(([reference.initial] + targets).map(SensitivityPlace.schema)))
        }
        for options in [composition.anyOf, composition.oneOf] where !options.isEmpty {
            places.append(.alternatives(options.map(SensitivityPlace.schema)))
        }
        if let condition = composition.condition {
            let branches = [composition.consequence, composition.alternative].map { $0.map(SensitivityPlace.schema) }
            places.append(.any([.schema(condition), .anything]))
            places.append(.alternatives(branches.map { $0 ?? .anything }))
        }
        for dependency in rules.objects?.dependencies ?? [] {
            if let schema = dependency.schema { places.append(.any([.schema(schema), .anything])) }
        }
        return places
    }

    // MARK: What is said

    /// The traits of an expanded place.
    func traits(of place: SensitivityPlace) -> SensitivityTraits {
        switch place {
        case .keywords(let index): SensitivityTraits(program.subschemas[index].rules, at: index)
        case .anything: SensitivityTraits()
        case .nothing: .nothing
        case .schema, .hidden: .hidden
        case .all(let parts): parts.reduce(SensitivityTraits()) { $0.and(traits(of: $1)) }
        case .any(let parts): parts.reduce(.nothing) { $0.or(traits(of: $1)) }
        }
    }

    /// The names that an expanded place knows, each once.
    func names(in place: SensitivityPlace) -> [String] {
        var names: [String] = []
        var seen: Set<[UInt8]> = []
        for rules in leaves(of: place).compactMap(\.objects) {
            for (name, schema) in zip(rules.table.names, rules.schemas) where schema >= 0 {
                if seen.insert(Array(name.utf8)).inserted { names.append(name) }
            }
        }
        return names
    }

    /// How many elements have schemas of their own.
    func countOfPrefixes(in place: SensitivityPlace) -> Int {
        leaves(of: place).map { $0.arrays?.prefix.count ?? 0 }.max() ?? 0
    }

    private func leaves(of place: SensitivityPlace) -> [SubschemaRules] {
        switch place {
        case .keywords(let index): [program.subschemas[index].rules]
        case .all(let parts), .any(let parts): parts.flatMap(leaves)
        case .schema, .anything, .nothing, .hidden: []
        }
    }

    // MARK: Inside

    /// The place of a member of an expanded place; without a name that of all members whose names are not known.
    func member(_ name: String?, of place: SensitivityPlace) -> SensitivityPlace {
        inside(place) { rules in
            rules.types.contains(.object) && !rules.refusesAll ? member(name, of: rules) : .nothing
        }
    }

    /// The place of an element; without a position that of all elements without schemas of their own.
    func element(_ position: Int?, of place: SensitivityPlace) -> SensitivityPlace {
        inside(place) { rules in
            rules.types.contains(.array) && !rules.refusesAll ? element(position, of: rules) : .nothing
        }
    }

    private func inside(
        _ place: SensitivityPlace,
        _ leaf: (SubschemaRules) -> SensitivityPlace
    ) -> SensitivityPlace {
        switch place {
        case .keywords(let index): leaf(program.subschemas[index].rules)
        case .anything, .nothing, .hidden, .schema: place
        case .all(let parts): .conjunction(parts.map { inside($0, leaf) })
        case .any(let parts): .alternatives(parts.map { inside($0, leaf) })
        }
    }

    private func member(_ name: String?, of rules: SubschemaRules) -> SensitivityPlace {
        let unevaluated = rules.unevaluatedProperties.map(rest) ?? .anything
        guard let objects = rules.objects else { return unevaluated }
        let patterns = objects.patterns.map { SensitivityPlace.schema($0.schema) }
        let others = objects.additional.map(SensitivityPlace.schema) ?? unevaluated
        guard let name else { return .alternatives(patterns + [closed(others)]) }
        let position = objects.table.position(of: name, guess: 0)
        guard position >= 0, objects.schemas[position] >= 0 else { return .alternatives(patterns + [closed(others)]) }
        let own = SensitivityPlace.schema(objects.schemas[position])
        return .conjunction([own] + patterns.map { .any([$0, .anything]) })
    }

    /// The schema `false` as the place where nothing is.
    private func closed(_ place: SensitivityPlace) -> SensitivityPlace {
        guard case .schema(let index) = place, program.subschemas[index].rules.refusesAll else { return place }
        return .nothing
    }

    private func element(_ position: Int?, of rules: SubschemaRules) -> SensitivityPlace {
        let unevaluated = rules.unevaluatedItems.map(rest) ?? .anything
        guard let arrays = rules.arrays else { return unevaluated }
        let contained = arrays.contains.map { SensitivityPlace.any([.schema($0.schema), .anything]) } ?? .anything
        if let position, position < arrays.prefix.count {
            return .conjunction([.schema(arrays.prefix[position]), contained])
        }
        return .conjunction([arrays.items.map { closed(.schema($0)) } ?? unevaluated, contained])
    }

    /// What is said of members and elements that no keyword has looked at, which these may be or not.
    private func rest(_ index: Int) -> SensitivityPlace {
        program.subschemas[index].rules.refusesAll ? .anything : .any([.schema(index), .anything])
    }
}
