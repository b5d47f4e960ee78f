public import GatehouseJSON

/// Whether a model may, must or must not use tools.
///
/// Schema type `ToolChoice`.
public struct ToolChoice: Sendable, Hashable, JSONEncodable, JSONDecodable {
    /// Which of them; where it is absent, it may.
    public var mode: ToolChoiceMode?

    /// Makes the value of its members.
    public init(mode: ToolChoiceMode? = nil) {
        self.mode = mode
    }

    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        mode = try object.optional("mode")
    }

    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("mode", ifPresent: mode)
        writer.endObject()
    }
}
