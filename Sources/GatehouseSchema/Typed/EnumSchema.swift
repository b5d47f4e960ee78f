public import GatehouseJSON

/// Puts the schema of one of several values together.
///
/// Values without descriptions make an `enum`; where one has a description, all become constants of a `oneOf`.
public struct EnumSchema: Sendable {
    private let description: String?
    private var values: [(value: JSONValue, description: String?)] = []

    /// Starts without values.
    ///
    /// - Parameter description: What the values are.
    public init(description: String? = nil) {
        self.description = description
    }

    /// Adds a value.
    ///
    /// - Parameters:
    ///   - value: The value as it is written, usually an enumeration's raw value.
    ///   - description: What it means.
    public consuming func value(_ value: some JSONEncodable, description: String? = nil) -> EnumSchema {
        // What a writer makes of a raw value is JSON.
        values.append(((try? JSONValue(parsing: value.jsonBytes)) ?? .null, description))
        return self
    }

    /// The schema.
    public var value: JSONValue {
        var object = JSONObject()
        if let kind { object["type"] = .string(kind) }
        if let description { object["description"] = .string(description) }
        if values.contains(where: { $0.description != nil }) {
            object["oneOf"] = .array(
                values.map { value, description in
                    var option: JSONObject = ["const": value]
                    if let description { option["description"] = .string(description) }
                    return .object(option)
                })
        } else {
            object["enum"] = .array(values.map(\.value))
        }
        return .object(object)
    }

    /// The type that all values have, where that is one.
    private var kind: String? {
        let kinds = Set(values.map(\.value.kind))
        return kinds.count == 1 ? kinds.first?.rawValue : nil
    }
}
