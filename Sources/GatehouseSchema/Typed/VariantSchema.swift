public import GatehouseJSON

/// Puts the schema of one of several objects together, which a member tells apart: `oneOf` with a constant in each.
public struct VariantSchema: Sendable {
    private let tag: String
    private let description: String?
    private var variants: [JSONValue] = []

    /// Starts without variants.
    ///
    /// - Parameters:
    ///   - tag: The member whose value tells which variant an object is.
    ///   - description: What the values are.
    public init(tag: String = "type", description: String? = nil) {
        self.tag = tag
        self.description = description
    }

    /// Adds a variant: an object whose tag has that value.
    public consuming func variant(_ value: String, _ schema: ObjectSchema = ObjectSchema()) -> VariantSchema {
        variants.append(schema.tagged(tag, value))
        return self
    }

    /// The schema.
    public var value: JSONValue {
        var object: JSONObject = ["type": "object"]
        if let description { object["description"] = .string(description) }
        object["oneOf"] = .array(variants)
        return .object(object)
    }
}
