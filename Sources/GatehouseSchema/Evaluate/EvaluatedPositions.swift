/// The positions of members or elements that some keyword has looked at.
struct EvaluatedPositions {
    private var marks: [Bool]
    private var remaining: Int

    init(count: Int) {
        marks = Array(repeating: false, count: count)
        remaining = count
    }

    var count: Int { marks.count }

    /// Whether all are marked.
    var isComplete: Bool { remaining == 0 }

    mutating func mark(_ position: Int) {
        guard marks.indices.contains(position), !marks[position] else { return }
        marks[position] = true
        remaining -= 1
    }

    mutating func markAll() {
        marks = Array(repeating: true, count: marks.count)
        remaining = 0
    }

    func contains(_ position: Int) -> Bool { marks.indices.contains(position) && marks[position] }
}
