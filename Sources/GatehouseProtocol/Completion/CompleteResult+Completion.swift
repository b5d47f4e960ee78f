public import GatehouseJSON

extension CompleteResult {
    /// The values that fit what is typed so far.
    public struct Completion: Sendable, Hashable, JSONEncodable, JSONDecodable {
        /// The values; never more than ``maximumValues``.
        public var values: [String]
        /// How many fit in all, where that is known.
        public var total: Int?
        /// Whether more fit than are given.
        public var hasMore: Bool?

        /// Makes the value of its members.
        public init(values: [String], total: Int? = nil, hasMore: Bool? = nil) {
            self.values = values
            self.total = total
            self.hasMore = hasMore
        }

        public init(json: JSONValue) throws(JSONDecodingError) {
            let object = try JSONObject(json: json)
            values = try object.required("values")
            total = try object.optional("total")
            hasMore = try object.optional("hasMore")
            guard values.count <= Self.maximumValues else {
                throw JSONDecodingError(expected: "at most 100 values", found: .array).under("values")
            }
        }

        public func encode(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("values", values)
            writer.member("total", ifPresent: total)
            writer.member("hasMore", ifPresent: hasMore)
            writer.endObject()
        }

        /// The most values that one result may have.
        public static let maximumValues = 100
    }
}
