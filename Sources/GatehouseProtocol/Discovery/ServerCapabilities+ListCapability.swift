public import GatehouseJSON

extension ServerCapabilities {
    /// How a server offers tools or prompts.
    public struct ListCapability: Sendable, Hashable, JSONEncodable, JSONDecodable {
        /// Whether it announces changes of the list.
        public var listChanged: Bool?

        /// Makes the value of its members.
        public init(listChanged: Bool? = nil) {
            self.listChanged = listChanged
        }

        public init(json: JSONValue) throws(JSONDecodingError) {
            let object = try JSONObject(json: json)
            listChanged = try object.optional("listChanged")
        }

        public func encode(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("listChanged", ifPresent: listChanged)
            writer.endObject()
        }
    }
}
