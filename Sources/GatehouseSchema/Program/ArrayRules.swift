/// What a schema says about arrays. Subschemas are named by their index in the program.
final class ArrayRules: Sendable {
    let counts: CountRange
    let requiresUniqueness: Bool
    /// The schemas of the first elements.
    let prefix: [Int]
    /// The schema of the elements after those.
    let items: Int?
    let contains: ContainsRule?

    init(
        counts: CountRange,
        requiresUniqueness: Bool,
        prefix: [Int],
        items: Int?,
        contains: ContainsRule?
    ) {
        self.counts = counts
        self.requiresUniqueness = requiresUniqueness
        self.prefix = prefix
        self.items = items
        self.contains = contains
    }
}
