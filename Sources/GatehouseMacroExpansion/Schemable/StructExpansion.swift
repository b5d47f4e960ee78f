import SwiftDiagnostics
import SwiftSyntax

/// The body of the extension that `@Schemable` makes of a struct.
struct StructExpansion {
    private let name: String
    private let object: ObjectExpansion

    init(_ declaration: StructDeclSyntax, _ options: SchemableOptions, problems: inout Problems) {
        name = declaration.name.text.withoutBackticks
        var properties = StoredProperties(options.naming)
        properties.read(declaration.memberBlock.members, problems: &problems)
        MemberCheck.checkNames(of: properties.members, at: properties.places, problems: &problems)
        let documentation = DocComment(of: declaration)
        object = ObjectExpansion(
            members: properties.members,
            isClosed: options.isClosed,
            description: documentation.plainSummary,
            isGeneric: declaration.genericParameterClause != nil,
            access: declaration.modifiers.witnessPrefix)
    }

    /// The witnesses of `Schemable`.
    var source: SourceText {
        var source = SourceText()
        source.add(object.rulesEnum)
        source.blank()
        source.add(
            SchemaText.function(named: name, object.access, usesDefinitions: !object.members.isEmpty, object.schema))
        source.blank()
        source.add(object.initializer)
        source.blank()
        source.add(object.encoderHead)
        source.add(object.writing(), indent: 1)
        source.add("}")
        return source
    }
}

/// The function that gives a type's schema.
enum SchemaText {
    /// The function of a named type, whose schema is published once however often it is used.
    ///
    /// - Parameter schema: An expression that puts the schema together.
    static func function(
        named name: String,
        _ access: String,
        usesDefinitions: Bool,
        _ schema: SourceText
    ) -> SourceText {
        var source = SourceText()
        source.add("\(access)static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {")
        let parameter = usesDefinitions ? "definitions" : "_"
        source.add("definitions.define(Self.self, name: \(name.asLiteral)) { \(parameter) in", indent: 1)
        source.add(schema, indent: 2)
        source.add(".value", indent: 3)
        source.add("}", indent: 1)
        source.add("}")
        return source
    }
}
