/// Measures how long a piece of work takes, in the process itself.
struct Measurement {
    /// Nanoseconds an iteration, of each round.
    private(set) var rounds: [Double] = []

    /// Runs the work in rounds of a tenth of a second, after one that does not count.
    init(rounds count: Int = 7, _ work: () -> Void) {
        var iterations = 1
        while Self.time(iterations, work) < .milliseconds(100) { iterations *= 2 }
        for _ in 0..<count {
            rounds.append(Self.time(iterations, work) / .nanoseconds(1) / Double(iterations))
        }
        rounds.sort()
    }

    /// Takes rounds that were measured elsewhere.
    init(rounds: [Double]) {
        self.rounds = rounds.sorted()
    }

    /// The median of the rounds, in nanoseconds an iteration.
    var median: Double { rounds[rounds.count / 2] }

    private static func time(_ iterations: Int, _ work: () -> Void) -> Duration {
        ContinuousClock().measure { for _ in 0..<iterations { work() } }
    }
}

/// Keeps the compiler from leaving out work whose result nobody uses.
@inline(never)
func keep<Value>(_ value: Value) {}
