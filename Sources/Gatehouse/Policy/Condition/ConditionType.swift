import GatehouseJSON

/// What a part of a condition is, as far as that is known when the condition is read.
enum ConditionType: Sendable, Hashable {
    case boolean, number, string, list, object, null
    /// Only the request says.
    case unknown

    /// The type, as messages have it.
    var phrase: String {
        switch self {
        case .boolean: "true or false"
        case .number: "a number"
        case .string: "a string"
        case .list: "a list"
        case .object: "an object"
        case .null: "null"
        case .unknown: "a value"
        }
    }

    init(_ value: JSONValue) {
        switch value.kind {
        case .null: self = .null
        case .boolean: self = .boolean
        case .integer, .number: self = .number
        case .string: self = .string
        case .array: self = .list
        case .object: self = .object
        }
    }

    /// The type that a schema names with one word.
    init(schemaType: String) {
        switch schemaType {
        case "boolean": self = .boolean
        case "integer", "number": self = .number
        case "string": self = .string
        case "array": self = .list
        case "object": self = .object
        default: self = .unknown
        }
    }

    /// Whether a value that is known to be of this type may be of another one.
    func mayBe(_ other: ConditionType) -> Bool {
        self == .unknown || other == .unknown || self == other
    }
}
