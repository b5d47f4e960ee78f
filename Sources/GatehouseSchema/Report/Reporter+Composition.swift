import GatehouseJSON

extension Reporter {
    mutating func report(_ value: JSONValue, _ composition: Subschema.Composition) {
        if let reference = composition.rules.reference { report(value, at: reference) }
        if let reference = composition.rules.dynamicReference { report(value, at: evaluator.target(of: reference)) }
        for schema in composition.rules.allOf { report(value, at: schema) }
        if !composition.rules.anyOf.isEmpty, evaluator.countOfAccepting(value, composition.rules.anyOf) == 0 {
            reportNoneOf(composition.rules.anyOf, value, keyword: "anyOf")
        }
        if !composition.rules.oneOf.isEmpty {
            switch evaluator.countOfAccepting(value, composition.rules.oneOf) {
            case 0: reportNoneOf(composition.rules.oneOf, value, keyword: "oneOf")
            case 1: break
            default:
                add(
                    "oneOf", "must match exactly one of \(composition.rules.oneOf.count) alternatives, matches several",
                    value)
            }
        }
        if let not = composition.rules.not, evaluator.accepts(value, at: not) {
            add("not", "must not match the schema of \"not\"", value)
        }
        guard let condition = composition.rules.condition else { return }
        let branch =
            evaluator.accepts(value, at: condition) ? composition.rules.consequence : composition.rules.alternative
        if let branch { report(value, at: branch) }
    }

    /// Reports that a value conforms to none of some alternatives, by the one that was probably meant where that can
    /// be told: the only one of the value's type, or the only one whose constants the value has.
    private mutating func reportNoneOf(_ schemas: [Int], _ value: JSONValue, keyword: String) {
        guard !isFinished else { return }
        let ofType = schemas.filter { types(of: $0).allows(value) }
        if ofType.isEmpty {
            let allowed = schemas.reduce(into: TypeSet()) { $0.formUnion(types(of: $1)) }
            if !allowed.isEmpty { return reportTypes(allowed, value, keyword: keyword) }
        }
        if let options = options(of: ofType) { return report(value, outside: options, keyword: keyword) }
        if reportTag(of: ofType, value) { return }
        let meant = ofType.count == 1 ? ofType : ofType.filter { hasConstants(of: $0, value) }
        if meant.count == 1 { return report(value, at: meant[0]) }
        let noun = schemas.count == 1 ? "the alternative" : "one of \(schemas.count) alternatives"
        add(keyword, "must match \(noun), was \(actual(value))", value)
    }

    /// Reports a tag, that is a member to which every alternative gives another constant, where it is missing or has
    /// none of them.
    private mutating func reportTag(of schemas: [Int], _ value: JSONValue) -> Bool {
        guard schemas.count > 1, case .object(let object) = value, let tag = tag(of: schemas) else { return false }
        guard let member = object[tag.name] else {
            add("required", "is required", nil, below: tag.name)
            return true
        }
        guard !tag.options.contains(where: { ComparableValue.areEqual($0, member) }) else { return false }
        below(tag.name) { $0.report(member, outside: tag.options, keyword: "enum") }
        return true
    }

    /// The member that tells some alternatives apart, and its values.
    private func tag(of schemas: [Int]) -> (name: String, options: [JSONValue])? {
        guard let first = schemas.first, let names = target(of: first).rules.objects?.table.names else { return nil }
        for name in names {
            let options = schemas.compactMap { constant(named: name, of: $0) }
            if options.count == schemas.count, Set(options.map(ComparableValue.init)).count == options.count {
                return (name, options)
            }
        }
        return nil
    }

    /// The constant that a schema gives to a member that it requires.
    private func constant(named name: String, of index: Int) -> JSONValue? {
        guard let rules = target(of: index).rules.objects else { return nil }
        let position = rules.table.position(of: name, guess: 0)
        guard position >= 0, rules.schemas[position] >= 0, rules.required.contains(position) else { return nil }
        return target(of: rules.schemas[position]).rules.values?.constant
    }

    /// The schema that says something: the target where a schema is nothing but a reference.
    private func target(of index: Int) -> Subschema {
        var target = program.subschemas[index]
        for _ in 0..<8 {
            guard let reference = target.composition?.rules.reference, target.rules.types == .all,
                target.rules.objects == nil
            else { break }
            target = program.subschemas[reference]
        }
        return target
    }

    private func types(of index: Int) -> TypeSet {
        let target = target(of: index)
        return target.rules.refusesAll ? [] : target.rules.types
    }

    /// The values that some schemas allow, where all of them list values.
    private func options(of schemas: [Int]) -> [JSONValue]? {
        var options: [JSONValue] = []
        for schema in schemas {
            guard let values = target(of: schema).rules.values else { return nil }
            options += values.constant.map { [$0] } ?? values.options ?? []
        }
        return options.isEmpty ? nil : options
    }

    /// Whether the value has the members that a schema wants to be constants, and there are some.
    private func hasConstants(of index: Int, _ value: JSONValue) -> Bool {
        guard case .object(let object) = value, let rules = target(of: index).rules.objects else { return false }
        var hasSome = false
        for (name, schema) in zip(rules.table.names, rules.schemas) where schema >= 0 {
            guard let values = target(of: schema).rules.values, values.constant != nil || values.options?.count == 1
            else {
                continue
            }
            guard let member = object[name], values.allow(member) else { return false }
            hasSome = true
        }
        return hasSome
    }

    /// Reports members and elements that no keyword has looked at.
    mutating func reportUnevaluated(_ value: JSONValue, _ subschema: Subschema) {
        for rest in evaluator.unevaluated(of: value, subschema) where !isFinished {
            switch value {
            case .object(let object):
                guard let schema = subschema.rules.unevaluatedProperties else { return }
                report(object.members[rest.position], of: object, unevaluated: schema, subschema)
            default:
                guard let schema = subschema.rules.unevaluatedItems else { return }
                guard program.subschemas[schema].rules.refusesAll else {
                    report(rest.value, at: schema, below: String(rest.position))
                    continue
                }
                add("unevaluatedItems", "is an item too many", rest.value, below: String(rest.position))
            }
        }
    }

    private mutating func report(
        _ member: JSONObject.Member,
        of object: JSONObject,
        unevaluated schema: Int,
        _ subschema: Subschema
    ) {
        guard program.subschemas[schema].rules.refusesAll else {
            return report(member.value, at: schema, below: member.name)
        }
        let known = subschema.rules.objects?.table.names ?? []
        reportUnknown(member, of: object, known: known, keyword: "unevaluatedProperties")
    }
}
