/// A regular expression as a table: for each state and ASCII character the next state.
///
/// It is made only of expressions whose table is small; the others are followed by ``PatternSearch`` alone.
struct PatternAutomaton: Sendable {
    private let classOfByte: [UInt8]
    private let classCount: Int
    private var transitions: [UInt16] = []
    private var verdicts: [Verdict] = []

    /// What is known of a text on reaching a state.
    private struct Verdict {
        /// The expression has occurred.
        var isMatch = false
        /// It has occurred if the text ends here.
        var isMatchAtEnd = false
        /// It can occur no more, not even in a text that goes on with other than ASCII.
        var isDead = false
    }

    private static let maximumStates = 256
    private static let maximumInstructions = 1_000
    private static let maximumWork = 200_000

    /// Makes the table, unless it would be too large or the expression asks for word boundaries or lookaround.
    ///
    /// - Parameters:
    ///   - instructions: The expression's instructions.
    ///   - sets: Their sets.
    ///   - work: How much work may still be done; the work that is done is taken from it.
    init?(instructions: [PatternInstruction], sets: [ScalarSet], work: inout Int) {
        guard work > 0, instructions.count <= Self.maximumInstructions, sets.count <= 64,
            instructions.allSatisfy(\.isForAutomaton)
        else { return nil }
        var signatures: [UInt64] = []
        var representatives: [Unicode.Scalar] = []
        var classOfByte: [UInt8] = []
        for byte in UInt8(0)..<128 {
            let scalar = Unicode.Scalar(byte)
            let signature = sets.indices.reduce(UInt64(0)) { $0 | (sets[$1].contains(scalar) ? 1 << UInt64($1) : 0) }
            if !signatures.contains(signature) {
                signatures.append(signature)
                representatives.append(scalar)
            }
            classOfByte.append(UInt8(signatures.firstIndex(of: signature) ?? 0))
        }
        self.classOfByte = classOfByte
        classCount = signatures.count
        let closure = AutomatonClosure(instructions: instructions, sets: sets)
        guard build(closure, representatives, &work) else { return nil }
    }

    /// Finds all states that can be reached, each with what comes after it. Tells whether they are few enough.
    private mutating func build(
        _ closure: AutomatonClosure,
        _ representatives: [Unicode.Scalar],
        _ budget: inout Int
    ) -> Bool {
        let initial = closure.threads(from: [0], isAtStart: true, isAtEnd: false)
        // The initial state is like no other, since only there the text has just begun.
        var states = [initial.threads]
        var known: [[Int]: UInt16] = [:]
        verdicts = [verdict(initial, closure, isAtStart: true)]
        var work = 0
        defer { budget -= work }
        var index = 0
        while index < states.count {
            for scalar in representatives {
                let seeds = closure.targets(of: states[index], over: scalar) + [0]
                let next = closure.threads(from: seeds, isAtStart: false, isAtEnd: false)
                work += next.visited + states[index].count + 1
                guard work <= min(Self.maximumWork, budget) else { return false }
                if let state = known[next.threads], !next.isMatch {
                    transitions.append(state)
                    continue
                }
                guard states.count < Self.maximumStates else { return false }
                let state = UInt16(states.count)
                if !next.isMatch { known[next.threads] = state }
                transitions.append(state)
                states.append(next.isMatch ? [] : next.threads)
                verdicts.append(verdict(next, closure, isAtStart: false))
            }
            index += 1
        }
        return true
    }

    private func verdict(_ state: AutomatonClosure.State, _ closure: AutomatonClosure, isAtStart: Bool) -> Verdict {
        let atEnd = closure.threads(from: state.threads, isAtStart: isAtStart, isAtEnd: true)
        return Verdict(
            isMatch: state.isMatch,
            isMatchAtEnd: state.isMatch || atEnd.isMatch,
            isDead: !state.isMatch && state.threads.isEmpty
        )
    }

    /// Whether the expression occurs in a text, or nothing where the text is not all ASCII.
    func matches(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool? {
        var state = 0
        for byte in bytes {
            if verdicts[state].isMatch { return true }
            if verdicts[state].isDead { return false }
            guard byte < 128 else { return nil }
            state = Int(transitions[state * classCount + Int(classOfByte[Int(byte)])])
        }
        return verdicts[state].isMatchAtEnd
    }
}
