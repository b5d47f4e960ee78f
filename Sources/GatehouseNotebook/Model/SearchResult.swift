public import GatehouseJSON

/// What a search found, the best hit first.
public struct SearchResult: Sendable, Hashable {
    /// How many of the query's words a hit has.
    public struct Matching: Sendable, Hashable, CustomStringConvertible {
        public let description: String

        init(_ description: String) {
            self.description = description
        }

        /// Every hit has all words of the query.
        public static let allWords = Matching("all_words")
        /// No note has all words of the query; every hit has at least one.
        public static let anyWord = Matching("any_word")
    }

    public let hits: [SearchHit]
    /// Whether hits have all words, or, because no note has, any of them.
    public let matching: Matching
    /// Whether more notes match than the limit let through.
    public let hasMore: Bool
}

extension SearchResult: JSONEncodable {
    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("hits", hits)
        writer.member("matching", matching.description)
        writer.member("hasMore", hasMore)
        writer.endObject()
    }
}
