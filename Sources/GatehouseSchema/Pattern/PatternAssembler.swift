/// Turns a regular expression into instructions, repeating what is repeated.
struct PatternAssembler {
    private(set) var instructions: [PatternInstruction] = []
    private(set) var sets: [ScalarSet] = []
    /// The lookarounds, whose instructions follow those of the expression itself; inner ones follow outer ones.
    private(set) var looks: [PatternLook] = []
    private var lookTerms: [(term: PatternTerm, isAhead: Bool)] = []
    /// Whether sequences are written from their end, for a search that goes backwards.
    private var isBackward = false
    private var indices: [ScalarSet: Int] = [:]
    /// How many terms may still be written, so that `(){1000000}` is refused as well.
    private var remaining: Int
    private let budget: PatternBudget

    init(budget: PatternBudget) {
        self.budget = budget
        remaining = budget.maximumSize
    }

    /// Assembles a whole program.
    mutating func assemble(_ term: PatternTerm) throws(PatternError) {
        try append(term)
        instructions.append(.match)
        while looks.count < lookTerms.count {
            let look = lookTerms[looks.count]
            looks.append(PatternLook(entry: instructions.count, isAhead: look.isAhead))
            isBackward = look.isAhead
            try append(look.term)
            instructions.append(.match)
        }
    }

    private mutating func append(_ term: PatternTerm) throws(PatternError) {
        remaining -= 1
        guard remaining >= 0, instructions.count < budget.maximumSize else {
            throw PatternError(reason: budget.excess, offset: 0)
        }
        switch term {
        case .empty: break
        case .scalars(let set): instructions.append(.scalars(set: index(of: set)))
        case .sequence(let terms):
            for term in isBackward ? terms.reversed() : terms { try append(term) }
        case .alternatives(let branches): try append(alternatives: branches)
        case .repeated(let term, let minimum, let maximum): try append(term, minimum: minimum, maximum: maximum)
        case .start: instructions.append(.assertion(.start))
        case .end: instructions.append(.assertion(.end))
        case .wordBoundary(let isNegated): instructions.append(.assertion(.wordBoundary(isNegated: isNegated)))
        case .look(let term, let isAhead, let isNegated):
            instructions.append(.assertion(.look(lookTerms.count, isNegated: isNegated)))
            lookTerms.append((term, isAhead))
        }
    }

    private mutating func index(of set: ScalarSet) -> Int {
        if let known = indices[set] { return known }
        sets.append(set)
        indices[set] = sets.count - 1
        return sets.count - 1
    }

    private mutating func append(alternatives branches: [PatternTerm]) throws(PatternError) {
        var jumps: [Int] = []
        for branch in branches.dropLast() {
            let split = reserve()
            try append(branch)
            jumps.append(reserve())
            instructions[split] = .split(split + 1, instructions.count)
        }
        if let last = branches.last { try append(last) }
        for jump in jumps { instructions[jump] = .jump(instructions.count) }
    }

    private mutating func append(_ term: PatternTerm, minimum: Int, maximum: Int?) throws(PatternError) {
        for _ in 0..<minimum { try append(term) }
        guard let maximum else {
            let split = reserve()
            try append(term)
            instructions.append(.jump(split))
            instructions[split] = .split(split + 1, instructions.count)
            return
        }
        var splits: [Int] = []
        for _ in minimum..<maximum {
            splits.append(reserve())
            try append(term)
        }
        for split in splits { instructions[split] = .split(split + 1, instructions.count) }
    }

    /// Leaves room for an instruction whose target is not known yet.
    private mutating func reserve() -> Int {
        instructions.append(.match)
        return instructions.count - 1
    }
}
