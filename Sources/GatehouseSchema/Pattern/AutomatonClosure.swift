/// The threads of a regular expression that are reached without reading, while its automaton is built.
struct AutomatonClosure {
    let instructions: [PatternInstruction]
    let sets: [ScalarSet]

    struct State {
        /// The instructions that wait for a scalar or for the end, in order.
        var threads: [Int] = []
        var isMatch = false
        /// How many instructions were looked at.
        var visited = 0
    }

    /// The threads reached from some instructions.
    func threads(from seeds: [Int], isAtStart: Bool, isAtEnd: Bool) -> State {
        var state = State()
        var seen = Set<Int>()
        var stack = seeds
        while let thread = stack.popLast() {
            guard seen.insert(thread).inserted else { continue }
            switch instructions[thread] {
            case .match: state.isMatch = true
            case .scalars: state.threads.append(thread)
            case .jump(let target): stack.append(target)
            case .split(let first, let second): stack += [first, second]
            case .assertion(.start): if isAtStart { stack.append(thread + 1) }
            case .assertion(.end):
                state.threads.append(thread)
                if isAtEnd { stack.append(thread + 1) }
            case .assertion: break
            }
        }
        state.threads.sort()
        state.visited = seen.count
        return state
    }

    /// The instructions after those that read a scalar.
    func targets(of threads: [Int], over scalar: Unicode.Scalar) -> [Int] {
        threads.compactMap { thread in
            guard case .scalars(let set) = instructions[thread], sets[set].contains(scalar) else { return nil }
            return thread + 1
        }
    }
}
