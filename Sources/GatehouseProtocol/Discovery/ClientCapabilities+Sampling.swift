public import GatehouseJSON

extension ClientCapabilities {
    /// How a client supports sampling.
    public struct Sampling: Sendable, Hashable, JSONEncodable, JSONDecodable {
        /// Present where it supports `includeContext` beyond `none`.
        public var context: JSONObject?
        /// Present where it supports tools.
        public var tools: JSONObject?

        /// Makes the value of its members.
        public init(context: JSONObject? = nil, tools: JSONObject? = nil) {
            self.context = context
            self.tools = tools
        }

        public init(json: JSONValue) throws(JSONDecodingError) {
            let object = try JSONObject(json: json)
            context = try object.optional("context")
            tools = try object.optional("tools")
        }

        public func encode(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("context", ifPresent: context)
            writer.member("tools", ifPresent: tools)
            writer.endObject()
        }
    }
}
