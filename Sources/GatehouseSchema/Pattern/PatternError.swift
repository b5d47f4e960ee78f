/// Why a regular expression is not accepted.
struct PatternError: Error, Hashable, CustomStringConvertible {
    /// What is wrong.
    let reason: String
    /// How many code points stand before it.
    let offset: Int

    var description: String { "is no regular expression that is supported: \(reason) at position \(offset)" }
}
