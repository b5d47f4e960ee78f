import SwiftSyntax

extension EnumExpansion {
    /// The witnesses of an enumeration whose cases have values: an object for each case, which a member tells apart.
    func unionSource(problems: inout Problems) -> SourceText {
        checkDiscriminator(problems: &problems)
        let frame = ObjectExpansion(members: cases.flatMap(\.members), access: access)
        var source = SourceText()
        source.add(SchemaText.function(named: name, access, usesDefinitions: usesDefinitions, unionSchema))
        source.blank()
        source.add(frame.initializerHead)
        source.add("switch try \(frame.reader).tag(\(options.discriminator.asLiteral)) {", indent: 1)
        for one in cases { source.add(reading(one), indent: 1) }
        source.add("default:", indent: 1)
        source.add("throw .mismatch", indent: 2)
        source.add("}", indent: 1)
        source.add("}")
        source.blank()
        source.add(frame.encoderHead)
        source.add("switch self {", indent: 1)
        for one in cases { source.add(writing(one), indent: 1) }
        source.add("}", indent: 1)
        source.add("}")
        return source
    }

    private func checkDiscriminator(problems: inout Problems) {
        for one in cases {
            MemberCheck.checkNames(
                of: one.members, at: one.syntax.parameterClause?.parameters.map { Syntax($0) } ?? [],
                problems: &problems)
            guard let parameters = one.syntax.parameterClause?.parameters else { continue }
            for (member, parameter) in zip(one.members, parameters) where member.jsonName == options.discriminator {
                problems.error(
                    "\"\(member.jsonName)\" tells the cases apart: choose another label, or another 'discriminator:'",
                    id: "discriminator-taken", at: parameter)
            }
        }
    }

    private func object(_ one: EnumCase) -> ObjectExpansion {
        ObjectExpansion(
            members: one.members, isClosed: options.isClosed, description: one.documentation.plainSummary,
            isGeneric: isGeneric, access: access, taken: Set(cases.flatMap(\.members).map(\.name)))
    }

    private var usesDefinitions: Bool { cases.contains { $0.hasValues } }

    private var unionSchema: SourceText {
        var head = head("VariantSchema")
        if options.discriminator != "type" {
            head.arguments.insert(.init("tag", options.discriminator.asLiteral), at: 0)
        }
        var source = SourceText()
        source.add(head.text())
        for one in cases { source.add(variant(one), indent: 1) }
        return source
    }

    private func variant(_ one: EnumCase) -> SourceText {
        var source = SourceText()
        let schema = object(one).schema
        if schema.lines == ["ObjectSchema()"] {
            source.add(".variant(\(one.jsonName.asLiteral))")
        } else if schema.lines.count == 1 {
            source.add(".variant(\(one.jsonName.asLiteral), \(schema.text))")
        } else {
            source.add(".variant(")
            source.add("\(one.jsonName.asLiteral),", indent: 1)
            source.add(schema, indent: 1)
            source.add(")")
        }
        return source
    }

    private func reading(_ one: EnumCase) -> SourceText {
        let object = object(one)
        var source = SourceText()
        source.add("case \(one.jsonName.asLiteral):")
        source.add(object.reading(discriminator: options.discriminator), indent: 1)
        var call = CallText(name: ".\(one.identifier)")
        for (member, parameter) in zip(one.members, one.syntax.parameterClause?.parameters ?? []) {
            let isLabeled = parameter.firstName.map { $0.tokenKind != .wildcard } ?? false
            call.add(isLabeled ? member.identifier : nil, object.value(of: member))
        }
        source.add("self = \(one.hasValues ? call.text() : call.name)", indent: 1)
        source.add(object.finish, indent: 1)
        return source
    }

    private func writing(_ one: EnumCase) -> SourceText {
        let bindings = one.members.map { "let \($0.identifier)" }.joined(separator: ", ")
        var source = SourceText()
        source.add("case .\(one.identifier)\(one.hasValues ? "(\(bindings))" : ""):")
        source.add(object(one).writing(discriminator: (options.discriminator, one.jsonName)), indent: 1)
        return source
    }
}
