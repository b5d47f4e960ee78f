/// Turns, of which the first is at hand; adding one and taking the first takes logarithmic time.
struct TurnHeap {
    private var turns: [Turn] = []

    var count: Int { turns.count }
    var first: Turn? { turns.first }

    mutating func insert(_ turn: Turn) {
        turns.append(turn)
        var child = turns.count - 1
        while child > 0, turns[child] < turns[(child - 1) / 2] {
            turns.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    @discardableResult
    mutating func removeFirst() -> Turn? {
        guard let last = turns.popLast() else { return nil }
        guard let first = turns.first else { return last }
        turns[0] = last
        sink(0)
        return first
    }

    /// Keeps what a condition holds for, in linear time.
    mutating func keep(where condition: (Turn) -> Bool) {
        turns.removeAll { !condition($0) }
        for index in stride(from: turns.count / 2 - 1, through: 0, by: -1) { sink(index) }
    }

    private mutating func sink(_ index: Int) {
        var parent = index
        while true {
            var least = parent
            let (left, right) = (2 * parent + 1, 2 * parent + 2)
            if left < turns.count, turns[left] < turns[least] { least = left }
            if right < turns.count, turns[right] < turns[least] { least = right }
            guard least != parent else { return }
            turns.swapAt(parent, least)
            parent = least
        }
    }
}
