public import GatehouseJSON

extension ClientCapabilities {
    /// Which modes of elicitation a client supports.
    ///
    /// An empty object means form mode, as in revision 2025-06-18.
    public struct Elicitation: Sendable, Hashable, JSONEncodable, JSONDecodable {
        /// Present where it supports forms.
        public var form: JSONObject?
        /// Present where it supports pages that the user visits.
        public var url: JSONObject?

        /// Makes the value of its members.
        public init(form: JSONObject? = nil, url: JSONObject? = nil) {
            self.form = form
            self.url = url
        }

        public init(json: JSONValue) throws(JSONDecodingError) {
            let object = try JSONObject(json: json)
            form = try object.optional("form")
            url = try object.optional("url")
        }

        public func encode(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("form", ifPresent: form)
            writer.member("url", ifPresent: url)
            writer.endObject()
        }

        /// Whether forms are supported: said so, or implied by saying nothing.
        public var supportsForm: Bool { form != nil || url == nil }

        /// Whether pages that the user visits are supported.
        public var supportsURL: Bool { url != nil }
    }
}
