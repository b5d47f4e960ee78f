/// The code that publishes, reads and writes a JSON object with declared members.
struct ObjectExpansion {
    let members: [Member]
    /// Whether an object with other members is refused.
    var isClosed = true
    var description: String?
    /// Whether the type has generic parameters, so that it can have no static storage.
    var isGeneric = false
    /// The access level of witnesses: `public ` or nothing.
    var access = ""
    /// The name of the enumeration that holds the rules.
    var rulesName = "Rules"
    /// Names that the code around the members uses, besides theirs.
    var taken: Set<String> = []

    // MARK: Names

    /// A name for something local that no member has.
    private func free(_ candidates: String...) -> String {
        let names = taken.union(members.map(\.name))
        return candidates.first { !names.contains($0) } ?? "_" + candidates[0]
    }

    /// The name of the parameter that is read from.
    var reader: String { free("reader", "jsonReader") }
    /// The name of the parameter that is written to.
    var writer: String { free("writer", "jsonWriter") }
    private var mark: String { free("mark", "start", "beginning") }

    private func rules(of member: Member) -> String? {
        if member.isConstrained { return "Rules.\(member.identifier)" }
        let expressions = member.ruleExpressions
        return expressions.isEmpty ? nil : "FieldRules(\(expressions.joined(separator: ", ")))"
    }

    // MARK: Parts

    /// The rules of the members that have any, compiled once.
    var rulesEnum: SourceText {
        var source = SourceText()
        let constrained = members.filter(\.isConstrained)
        guard !constrained.isEmpty else { return source }
        source.add("private enum \(rulesName) {")
        for member in constrained {
            let call = CallText(name: "FieldRules", arguments: member.ruleExpressions.map { .init(nil, $0) }).text(
                room: 80)
            if isGeneric {
                source.add("static var \(member.identifier): FieldRules { \(call) }", indent: 1)
            } else {
                source.add("static let \(member.identifier) = \(call)", indent: 1)
            }
        }
        source.add("}")
        return source
    }

    /// An expression of type `ObjectSchema` that uses `definitions`.
    var schema: SourceText {
        var call = CallText(name: "ObjectSchema")
        if !isClosed { call.add(nil, ".open") }
        call.add("description", description?.asLiteral)
        var source = SourceText()
        source.add(call.text())
        for member in members { source.add(property(member), indent: 1) }
        return source
    }

    private func property(_ member: Member) -> String {
        var call = CallText(name: ".property")
        call.add(nil, member.jsonName.asLiteral)
        call.add(nil, "\(member.type.source).self")
        call.add(nil, rules(of: member))
        if let value = member.defaultValue, value.source != "nil" { call.add("default", value.source) }
        call.add("in", "&definitions")
        return call.text(room: 100)
    }

    /// Statements that read the members into local variables, each named as its member.
    ///
    /// - Parameter discriminator: The name of a member that was read before.
    func reading(discriminator: String? = nil) -> SourceText {
        var source = SourceText()
        for member in members { source.add("var \(member.identifier): \(member.type.optionalSource)") }
        source.add("let \(mark) = try \(reader).beginObject()")
        source.add("while \(reader).nextName() {")
        source.add(dispatch(discriminator), indent: 1)
        source.add("}")
        return source
    }

    private func dispatch(_ discriminator: String?) -> SourceText {
        var branches: [(name: String, statement: String)] = []
        if let discriminator { branches.append((discriminator, "\(reader).skipValue()")) }
        for member in members {
            let rules = member.isConstrained ? ", Rules.\(member.identifier)" : ""
            branches.append((member.jsonName, "\(reader).read(into: &\(member.identifier)\(rules))"))
        }
        let otherwise = isClosed ? "\(reader).unknownName()" : "\(reader).skipValue()"
        var source = SourceText()
        guard !branches.isEmpty else {
            source.add(otherwise)
            return source
        }
        for (index, branch) in branches.enumerated() {
            source.add("\(index == 0 ? "if" : "} else if") \(reader).isName(\(branch.name.asLiteral)) {")
            source.add(branch.statement, indent: 1)
        }
        source.add("} else {")
        source.add(otherwise, indent: 1)
        source.add("}")
        return source
    }

    /// The value of a member after ``reading(discriminator:)``.
    func value(of member: Member) -> String {
        if let value = member.defaultValue, value.source != "nil" { return "\(member.identifier) ?? \(value.source)" }
        return member.isOptional ? "\(member.identifier) ?? nil" : "try \(reader).required(\(member.identifier))"
    }

    /// The statement that ends reading, behind the assignment of all properties.
    var finish: String { "\(reader).finish(self, since: \(mark))" }

    /// The head of the initializer that reads.
    var initializerHead: String {
        "\(access)init(from \(reader): inout JSONReader) throws(JSONReadError) {"
    }

    /// An initializer that reads an object and assigns every property.
    var initializer: SourceText {
        var source = SourceText()
        source.add(initializerHead)
        source.add(reading(), indent: 1)
        for member in members { source.add("self.\(member.identifier) = \(value(of: member))", indent: 1) }
        source.add(finish, indent: 1)
        source.add("}")
        return source
    }

    /// Statements that write an object.
    ///
    /// - Parameter discriminator: A member that always has one value, and the value.
    func writing(discriminator: (name: String, value: String)? = nil) -> SourceText {
        var source = SourceText()
        source.add("\(writer).beginObject()")
        if let discriminator {
            source.add("\(writer).member(\(discriminator.name.asLiteral), \(discriminator.value.asLiteral))")
        }
        for member in members { source.add(writing(member)) }
        source.add("\(writer).endObject()")
        return source
    }

    private func writing(_ member: Member) -> String {
        let name = member.jsonName.asLiteral
        return member.isOptional
            ? "\(writer).member(\(name), ifPresent: \(member.identifier))"
            : "\(writer).property(\(name), \(member.identifier))"
    }

    /// The head of the function that writes.
    var encoderHead: String { "\(access)func encode(to \(writer): inout JSONWriter) {" }
}
