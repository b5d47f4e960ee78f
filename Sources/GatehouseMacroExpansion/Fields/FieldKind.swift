import SwiftSyntax

/// The kinds of value that rules are for.
enum FieldKind {
    case number, text, list, dictionary

    /// The kind that a rule is for; nothing where it is for all.
    init?(rule: String) {
        switch rule {
        case "range", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf": self = .number
        case "length", "minLength", "maxLength", "pattern": self = .text
        case "count", "minItems", "maxItems", "unique": self = .list
        case "propertyCount", "minProperties", "maxProperties": self = .dictionary
        default: return nil
        }
    }

    /// The kind of a type of the standard library; nothing where the name is another's.
    init?(type: TypeSyntax) {
        if let optional = type.wrappedType { self.init(type: optional); return }
        if type.is(ArrayTypeSyntax.self) { self = .list; return }
        if type.is(DictionaryTypeSyntax.self) { self = .dictionary; return }
        switch type.lastName {
        case "Int", "Int8", "Int16", "Int32", "Int64", "UInt", "UInt8", "UInt16", "UInt32", "UInt64", "Double", "Float",
            "Decimal":
            self = .number
        case "String", "Substring", "Character": self = .text
        case "Array", "Set": self = .list
        case "Dictionary": self = .dictionary
        default: return nil
        }
    }

    var noun: String {
        switch self {
        case .number: "a number"
        case .text: "text"
        case .list: "a list"
        case .dictionary: "a dictionary"
        }
    }
}
