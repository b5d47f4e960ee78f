public import GatehouseJSON

extension CompleteRequestParams {
    /// The argument that is completed.
    public struct Argument: Sendable, Hashable, JSONEncodable, JSONDecodable {
        /// The argument's name.
        public var name: String
        /// What is typed so far.
        public var value: String

        /// Makes the value of its members.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }

        public init(json: JSONValue) throws(JSONDecodingError) {
            let object = try JSONObject(json: json)
            name = try object.required("name")
            value = try object.required("value")
        }

        public func encode(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("name", name)
            writer.member("value", value)
            writer.endObject()
        }
    }
}
