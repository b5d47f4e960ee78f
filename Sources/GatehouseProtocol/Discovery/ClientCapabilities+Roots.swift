public import GatehouseJSON

extension ClientCapabilities {
    /// How a client supports roots.
    public struct Roots: Sendable, Hashable, JSONEncodable, JSONDecodable {
        /// Whether it announces changes; only in revisions up to 2025-11-25.
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
