/// A JSON value as one decodes it with Foundation: the equal of `JSONValue`, for comparison.
///
/// The cases stand in the order in which this text is decoded fastest.
enum FoundationValue: Decodable {
    case string(String)
    case object([String: FoundationValue])
    case integer(Int64)
    case array([FoundationValue])
    case bool(Bool)
    case number(Double)
    case null

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([String: FoundationValue].self) {
            self = .object(value)
        } else if let value = try? container.decode(Int64.self) {
            self = .integer(value)
        } else if let value = try? container.decode([FoundationValue].self) {
            self = .array(value)
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else {
            self = .null
        }
    }
}
