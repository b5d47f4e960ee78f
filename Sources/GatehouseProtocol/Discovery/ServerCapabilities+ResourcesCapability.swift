public import GatehouseJSON

extension ServerCapabilities {
    /// How a server offers resources.
    public struct ResourcesCapability: Sendable, Hashable, JSONEncodable, JSONDecodable {
        /// Whether it announces changes of single resources.
        public var subscribe: Bool?
        /// Whether it announces changes of the list.
        public var listChanged: Bool?

        /// Makes the value of its members.
        public init(subscribe: Bool? = nil, listChanged: Bool? = nil) {
            self.subscribe = subscribe
            self.listChanged = listChanged
        }

        public init(json: JSONValue) throws(JSONDecodingError) {
            let object = try JSONObject(json: json)
            subscribe = try object.optional("subscribe")
            listChanged = try object.optional("listChanged")
        }

        public func encode(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("subscribe", ifPresent: subscribe)
            writer.member("listChanged", ifPresent: listChanged)
            writer.endObject()
        }
    }
}
