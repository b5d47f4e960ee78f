public import GatehouseJSON

extension UntitledMultiSelectEnumSchema {
    /// The schema of one choice.
    public struct Items: Sendable, Hashable, JSONEncodable, JSONDecodable {
        /// The values.
        public var `enum`: [String]

        /// Makes the value of its members.
        public init(`enum`: [String]) {
            self.enum = `enum`
        }

        public init(json: JSONValue) throws(JSONDecodingError) {
            let object = try JSONObject(json: json)
            try object.expect("type", toBe: "string")
            self.enum = try object.required("enum")
        }

        public func encode(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("type", "string")
            writer.member("enum", self.enum)
            writer.endObject()
        }
    }
}
