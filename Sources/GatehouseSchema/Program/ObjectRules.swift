/// What a schema says about objects. Subschemas are named by their index in the program.
final class ObjectRules: Sendable {
    let counts: CountRange
    /// The names of `properties` and, after them, those that only `required` names.
    let table: PropertyTable
    /// The schema of each name in the table, or -1 where only `required` names it.
    let schemas: [Int]
    /// The positions in the table that `required` names.
    let required: [Int]
    /// The same as bits, where the table has at most 64 names.
    let requiredBits: UInt64
    /// Whether ``requiredBits`` says all that ``required`` says.
    let hasBits: Bool
    let patterns: [PatternProperty]
    let additional: Int?
    let names: Int?
    let dependencies: [Dependency]

    init(
        counts: CountRange,
        members: MemberRules,
        names: Int?,
        dependencies: [Dependency]
    ) {
        self.counts = counts
        table = PropertyTable(members.names)
        schemas = members.schemas
        required = members.required
        hasBits = members.names.count <= 64
        requiredBits = hasBits ? members.required.reduce(0) { $0 | (1 << UInt64($1)) } : 0
        patterns = members.patterns
        additional = members.additional
        self.names = names
        self.dependencies = dependencies
    }
}
