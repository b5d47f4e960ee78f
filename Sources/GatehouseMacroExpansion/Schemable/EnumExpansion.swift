import SwiftSyntax

/// The body of the extension that `@Schemable` makes of an enumeration.
struct EnumExpansion {
    let name: String
    let access: String
    let isGeneric: Bool
    let options: SchemableOptions
    let documentation: DocComment
    let cases: [EnumCase]
    private let declaration: EnumDeclSyntax

    init(_ declaration: EnumDeclSyntax, _ options: SchemableOptions, problems: inout Problems) {
        self.declaration = declaration
        self.options = options
        name = declaration.name.text.withoutBackticks
        access = declaration.modifiers.witnessPrefix
        isGeneric = declaration.genericParameterClause != nil
        documentation = DocComment(of: declaration)
        cases = EnumCase.all(of: declaration, options.naming, problems: &problems)
        if cases.isEmpty {
            problems.error(
                "an enum without cases has no values to publish", id: "enum-without-cases", at: declaration.name)
        }
        EnumCase.checkNames(of: cases, problems: &problems)
    }

    /// The witnesses of `Schemable`.
    func source(problems: inout Problems) -> SourceText {
        if cases.contains(where: { $0.hasValues }) { return unionSource(problems: &problems) }
        return isRaw ? rawSource : plainSource
    }

    /// Types that are raw types where an enumeration names one first.
    private static let rawTypes: Set<String> = [
        "String", "Int", "Int8", "Int16", "Int32", "Int64", "UInt", "UInt8", "UInt16", "UInt32", "UInt64",
    ]

    private var isRaw: Bool {
        let first = declaration.inheritanceClause?.inheritedTypes.first?.type.lastName
        return cases.contains { $0.syntax.rawValue != nil } || first.map(Self.rawTypes.contains) == true
    }

    // MARK: Cases without values

    private var rawSource: SourceText {
        var source = SourceText()
        source.add(schema { "Self.\($0.identifier).rawValue" })
        source.blank()
        source.add("\(access)init(from reader: inout JSONReader) throws(JSONReadError) {")
        source.add("self = try reader.readRaw()", indent: 1)
        source.add("}")
        source.blank()
        source.add("\(access)func encode(to writer: inout JSONWriter) {")
        source.add("rawValue.encode(to: &writer)", indent: 1)
        source.add("}")
        return source
    }

    private var plainSource: SourceText {
        var source = SourceText()
        source.add(schema(\.jsonName.asLiteral))
        source.blank()
        source.add("\(access)init(from reader: inout JSONReader) throws(JSONReadError) {")
        source.add("switch try reader.readString() {", indent: 1)
        for one in cases { source.add("case \(one.jsonName.asLiteral): self = .\(one.identifier)", indent: 1) }
        source.add("default: throw .mismatch", indent: 1)
        source.add("}", indent: 1)
        source.add("}")
        source.blank()
        source.add("\(access)func encode(to writer: inout JSONWriter) {")
        source.add("switch self {", indent: 1)
        for one in cases { source.add("case .\(one.identifier): writer.string(\(one.jsonName.asLiteral))", indent: 1) }
        source.add("}", indent: 1)
        source.add("}")
        return source
    }

    private func schema(_ value: (EnumCase) -> String) -> SourceText {
        var schema = SourceText()
        schema.add(head("EnumSchema").text())
        for one in cases {
            var call = CallText(name: ".value")
            call.add(nil, value(one))
            call.add("description", one.documentation.plainSummary?.asLiteral)
            schema.add(call.text(), indent: 1)
        }
        return SchemaText.function(named: name, access, usesDefinitions: false, schema)
    }

    /// The call that starts the schema.
    func head(_ type: String) -> CallText {
        CallText(name: type, arguments: description.map { [.init("description", $0)] } ?? [])
    }

    private var description: String? { documentation.plainSummary?.asLiteral }
}
