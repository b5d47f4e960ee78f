/// A node of a ``SensitivityMap`` while the map is made.
struct SensitivityDraft {
    var traits = SensitivityTraits()
    var names: [String] = []
    var members: [Int] = []
    var unknown: Int?
    var prefix: [Int] = []
    var rest = 0

    /// The nodes that it leads to.
    var next: [Int] { members + prefix + [rest] + (unknown.map { [$0] } ?? []) }
}
