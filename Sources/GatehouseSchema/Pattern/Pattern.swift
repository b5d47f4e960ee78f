/// A compiled regular expression that is searched for in linear time.
///
/// The search follows all ways through the expression at once, so no text makes it go back. Where the expression is
/// small enough, those ways are worked out beforehand, and ASCII text costs one table look-up a character.
final class Pattern: Sendable {
    /// The expression as it was written.
    let source: String
    let instructions: [PatternInstruction]
    let sets: [ScalarSet]
    let looks: [PatternLook]
    private let automaton: PatternAutomaton?

    /// Compiles an expression.
    ///
    /// - Parameters:
    ///   - source: The expression.
    ///   - budget: What it may cost; the cost is taken from it.
    /// - Throws: ``PatternError`` where it is none, uses something that is not supported, or is too large.
    init(_ source: String, budget: inout PatternBudget) throws(PatternError) {
        var parser = PatternParser(source)
        var assembler = PatternAssembler(budget: budget)
        let term = try parser.pattern()
        if let unsupported = parser.unsupported { throw unsupported }
        try assembler.assemble(term)
        self.source = source
        instructions = assembler.instructions
        sets = assembler.sets
        looks = assembler.looks
        automaton = PatternAutomaton(instructions: instructions, sets: sets, work: &budget.automatonWork)
        budget.instructions -= instructions.count
    }

    /// Whether text is a regular expression of ECMA-262, be it one that can be searched for here or not.
    static func isWellFormed(_ text: String) -> Bool {
        var parser = PatternParser(text)
        do throws(PatternError) {
            _ = try parser.pattern()
            return true
        } catch {
            return false
        }
    }

    /// Whether the expression occurs anywhere in a text.
    ///
    /// - Parameters:
    ///   - limit: How much work the search may take; beyond it the answer is `false`.
    ///   - work: Grows by the work that the search took.
    func matches(_ text: String, limit: Int, work: inout Int) -> Bool {
        if let automaton {
            let answer = text.utf8.withContiguousStorageIfAvailable { automaton.matches($0) } ?? nil
            if let answer {
                work += text.utf8.count
                return answer
            }
        }
        return withUnsafeTemporaryAllocation(of: Int32.self, capacity: PatternSearch.room(for: instructions.count)) {
            room in
            var search = PatternSearch(self, room: room, limit: limit)
            let isMatch = search.finds(in: text)
            work += search.work
            return isMatch
        }
    }
}
