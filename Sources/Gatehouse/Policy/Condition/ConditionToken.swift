import GatehouseJSON

/// A word of a condition's text.
struct ConditionToken: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        /// A name, or a word of the language: `args`, `and`.
        case name(String)
        case string(String)
        case number(JSONValue)
        /// An operator or a bracket, as `<=`.
        case symbol(String)
        case end
    }

    let kind: Kind
    let position: ConditionError.Position

    /// The word, as messages have it.
    var phrase: String {
        switch kind {
        case .name(let name): "\"\(name)\""
        case .string: "a string"
        case .number(let number): number.description
        case .symbol(let symbol): "\"\(symbol)\""
        case .end: "the end"
        }
    }
}
