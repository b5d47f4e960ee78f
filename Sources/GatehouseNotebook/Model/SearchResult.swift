public import GatehouseMacros

/// What a search found, the best hit first.
@Schemable
public struct SearchResult: Sendable, Hashable {
    /// How many of the query's words a hit has.
    @Schemable
    public enum Matching: String, Sendable, Hashable {
        /// Every hit has all words of the query.
        case allWords = "all_words"
        /// No note has all words of the query; every hit has at least one.
        case anyWord = "any_word"
    }

    public let hits: [SearchHit]
    /// Whether hits have all words, or, because no note has, any of them.
    public let matching: Matching
    /// Whether more notes match than were asked for.
    public let hasMore: Bool
}
