public import GatehouseJSON

/// A client's answer to `elicitation/create`.
///
/// Schema type `ElicitResult`.
public struct ElicitResult: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// What the user did.
    public var action: ElicitAction
    /// What the user entered, by field: strings, numbers, booleans and arrays of strings; only with accept in
    /// form mode.
    public var content: JSONObject?
    /// What the parties attach beyond the schema, under namespaced keys.
    public var meta: JSONObject?

    /// Makes the value of its members.
    public init(action: ElicitAction, content: JSONObject? = nil, meta: JSONObject? = nil) {
        self.action = action
        self.content = content
        self.meta = meta
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        action = try object.required("action")
        content = try object.optional("content")
        meta = try object.optional("_meta")
        for member in content ?? [:] where !Self.isFieldValue(member.value) {
            throw JSONDecodingError(expected: Self.fieldValue, found: member.value.kind).under(member.name).under(
                "content")
        }
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("action", action)
        writer.member("content", ifPresent: content)
        writer.member("_meta", ifPresent: meta)
        writer.endObject()
    }

    private static let fieldValue = "a string, a number, a boolean or an array of strings"

    private static func isFieldValue(_ value: JSONValue) -> Bool {
        switch value {
        case .string, .integer, .number, .bool: true
        case .array(let elements): elements.allSatisfy { $0.kind == .string }
        case .null, .object: false
        }
    }
}
