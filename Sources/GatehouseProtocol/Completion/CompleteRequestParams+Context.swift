public import GatehouseJSON

extension CompleteRequestParams {
    /// What is known beside the argument that is completed.
    public struct Context: Sendable, Hashable, JSONEncodable, JSONDecodable {
        /// The arguments that have a value already, by name.
        public var arguments: [String: String]?

        /// Makes the value of its members.
        public init(arguments: [String: String]? = nil) {
            self.arguments = arguments
        }

        public init(json: JSONValue) throws(JSONDecodingError) {
            let object = try JSONObject(json: json)
            arguments = try object.optional("arguments")
        }

        public func encode(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("arguments", ifPresent: arguments)
            writer.endObject()
        }
    }
}
