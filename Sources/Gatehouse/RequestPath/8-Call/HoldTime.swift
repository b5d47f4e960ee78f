/// How long calls have their slots, in seconds, about.
struct HoldTime {
    /// Nothing where none has been measured.
    private(set) var average: Double?

    /// Takes note of how long a call had its slot. A single one that takes very long does not change the picture.
    mutating func observe(_ seconds: Double) {
        guard let average else {
            self.average = max(seconds, 1e-6)
            return
        }
        self.average = average + (min(max(seconds, 1e-6), 8 * average) - average) / 8
    }
}
