import GatehouseJSON
import GatehouseProtocol

/// What a client is suggested.
struct CompletionValues: Sendable {
    /// All that there is, the most relevant first.
    let all: [String]

    /// Writes the member `completion` of the result: at most 100 values, and how many there are.
    var result: CompleteResult.Completion {
        let maximum = CompleteResult.Completion.maximumValues
        return CompleteResult.Completion(
            values: Array(all.prefix(maximum)), total: all.count, hasMore: all.count > maximum)
    }

    init(_ all: [String]) {
        self.all = all
    }

    /// Those of some choices that fit what was typed: first what begins with it, then what begins with it in other case,
    /// then what has it anywhere, each in the order of the choices.
    init(of choices: [String], for typed: String) {
        let lowercased = typed.lowercased()
        let ranked = choices.map { choice -> (rank: Int, choice: String) in
            if choice.hasPrefix(typed) { return (0, choice) }
            let other = choice.lowercased()
            if other.hasPrefix(lowercased) { return (1, choice) }
            return (other.contains(lowercased) ? 2 : 3, choice)
        }
        all = (0..<3).flatMap { rank in ranked.filter { $0.rank == rank }.map(\.choice) }
    }
}
