/// Guesses which known name was meant by one that is not known.
enum Spelling {
    /// Longer names are not compared, and no more names than these.
    private static let maximumLength = 48
    private static let maximumCandidates = 256

    /// The known name that is closest to a name, where one is close enough: names that differ only in case and
    /// separators first, then those that a few slips of the finger turn into one another.
    static func closest(to name: String, among candidates: some Sequence<String>) -> String? {
        guard name.utf8.count <= maximumLength else { return nil }
        let folded = fold(name)
        guard !folded.isEmpty else { return nil }
        var best: (candidate: String, distance: Int)?
        for candidate in candidates.prefix(maximumCandidates) where candidate.utf8.count <= maximumLength {
            let foldedCandidate = fold(candidate)
            let allowed = max(1, min(folded.count, foldedCandidate.count) / 3)
            guard abs(folded.count - foldedCandidate.count) <= allowed else { continue }
            let distance = distance(folded, foldedCandidate)
            guard distance <= allowed, distance < folded.count, distance < best?.distance ?? Int.max else { continue }
            best = (candidate, distance)
        }
        return best?.candidate
    }

    /// The name in lower case without `_`, `-`, `.` and spaces.
    private static func fold(_ name: String) -> [UInt8] {
        name.utf8.compactMap { byte in
            switch byte {
            case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: " "): nil
            case 0x41...0x5A: byte | 0x20
            default: byte
            }
        }
    }

    /// How many insertions, deletions, replacements and swaps of neighbours lie between two names.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var beforeLast = [Int](repeating: 0, count: right.count + 1)
        var last = Array(0...right.count)
        for (row, leftByte) in left.enumerated() {
            var current = [row + 1]
            current.reserveCapacity(right.count + 1)
            for (column, rightByte) in right.enumerated() {
                let replaced = last[column] + (leftByte == rightByte ? 0 : 1)
                var least = min(replaced, last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, leftByte == right[column - 1], left[row - 1] == rightByte {
                    least = min(least, beforeLast[column - 1] + 1)
                }
                current.append(least)
            }
            (beforeLast, last) = (last, current)
        }
        return last[right.count]
    }
}
