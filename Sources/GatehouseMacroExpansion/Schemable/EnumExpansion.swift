import GatehouseJSON
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
    func source(problems: inout Problems) -> SourceText? {
        if cases.contains(where: { $0.hasValues }) { return unionSource(problems: &problems) }
        switch rawType {
        case "String": return rawSource(values: cases.map { $0.rawText ?? $0.name }.map(\.asLiteral), type: "string")
        case let type? where Self.integers.contains(type):
            guard let values = integers(problems: &problems) else { return nil }
            return rawSource(values: values, type: "integer")
        default:
            if let value = cases.lazy.compactMap(\.syntax.rawValue).first {
                problems.error(
                    "raw values are read from JSON where they are strings or integers", id: "raw-value", at: value)
            }
            return plainSource
        }
    }

    private static let integers: Set<String> = [
        "Int", "Int8", "Int16", "Int32", "Int64", "UInt", "UInt8", "UInt16", "UInt32", "UInt64",
    ]

    private var rawType: String? { declaration.inheritanceClause?.inheritedTypes.first?.type.lastName }

    // MARK: Cases without values

    private func integers(problems: inout Problems) -> [String]? {
        var next: Int64 = 0
        var values: [String] = []
        for one in cases {
            if let expression = one.syntax.rawValue?.value {
                guard case .integer(let value)? = LiteralValue.number(expression) else {
                    problems.error("write the raw value as a literal", id: "raw-value", at: expression)
                    return nil
                }
                next = value
            }
            values.append("\(next)")
            next &+= 1
        }
        return values
    }

    private func rawSource(values: [String], type: String) -> SourceText {
        var source = SourceText()
        source.add(enumSchema(type: type, values: values))
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
        source.add(enumSchema(type: "string", values: cases.map(\.jsonName.asLiteral)))
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

    private func enumSchema(type: String, values: [String]) -> SourceText {
        var entries = CallText(name: "")
        entries.add("\"type\"", type.asLiteral)
        if let description { entries.add("\"description\"", description.asLiteral) }
        let list = "[\(values.joined(separator: ", "))]"
        entries.add("\"enum\"", list.count <= 80 ? list : "[\n    \(values.joined(separator: ",\n    ")),\n]")
        var schema = SourceText()
        schema.add("[")
        for entry in entries.arguments { schema.add(entry.text + ",", indent: 1) }
        schema.add("]")
        return SchemaText.function(named: name, access: access, usesDefinitions: false, schema)
    }

    /// What is said of the enumeration, and of each case that something is said of.
    private var description: String? {
        let lines = cases.compactMap { one in one.documentation.plainSummary.map { "- \(one.published): \($0)" } }
        let parts = [documentation.plainSummary, lines.isEmpty ? nil : lines.joined(separator: "\n")].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: "\n\n")
    }
}
