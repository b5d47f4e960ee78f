public import GatehouseJSON

extension TitledMultiSelectEnumSchema {
    /// The schema of one choice.
    public struct Items: Sendable, Hashable, JSONEncodable, JSONDecodable {
        /// The choices.
        public var anyOf: [EnumOption]

        /// Makes the value of its members.
        public init(anyOf: [EnumOption]) {
            self.anyOf = anyOf
        }

        public init(json: JSONValue) throws(JSONDecodingError) {
            let object = try JSONObject(json: json)
            anyOf = try object.required("anyOf")
        }

        public func encode(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("anyOf", anyOf)
            writer.endObject()
        }
    }
}
