@testable import GatehouseNotebook

/// Notes of made-up words, common and rare ones as in real text.
enum SampleNotes {
    private static let syllables = [
        "ba", "ker", "lo", "min", "ta", "ru", "sel", "vo", "dra", "pi", "qua", "zen", "fo", "ni", "gal", "hu", "str",
        "ex",
    ]
    private static let chinese = Array("的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过")

    /// The word of that rank: the same in every run.
    static func word(_ rank: Int) -> String {
        var rest = rank + 18
        var word = ""
        while rest > 0 {
            word += syllables[rest % syllables.count]
            rest /= syllables.count
        }
        return word
    }

    /// A rank that is small more often than large.
    static func rank(using numbers: inout SeededNumbers) -> Int {
        let position = Double.random(in: 0..<1, using: &numbers)
        return Int(position * position * position * 8_000)
    }

    static func fill(_ store: NotebookStore, count: Int) async throws {
        var numbers = SeededNumbers(state: 1)
        for start in stride(from: 0, to: count, by: 1_000) {
            var drafts: [NoteDraft] = []
            for number in start..<min(count, start + 1_000) {
                var body = words(Int.random(in: 30...120, using: &numbers), using: &numbers)
                if number.isMultiple(of: 20) { body += "\n" + ideographs(80, using: &numbers) }
                let title = words(5, using: &numbers) + " \(number)"
                drafts.append(NoteDraft(title: title, body: body, tags: ["tag\(number % 50)", "half\(number % 2)"]))
            }
            _ = try await store.create(drafts, by: "agent \(start)")
        }
    }

    /// Queries of every kind: common words, rare ones, phrases, exclusions, beginnings, Chinese, questions.
    static func query(_ round: Int, using numbers: inout SeededNumbers) -> String {
        let some = words(2, using: &numbers)
        return switch round % 8 {
        case 0: word(round % 5)
        case 1: some
        case 2: word(4_000 + round)
        case 3: "\"\(some)\""
        case 4: some + " -" + word(3)
        case 5: String(some.prefix(4))
        case 6: ideographs(2, using: &numbers)
        default: words(8, using: &numbers)
        }
    }

    static func words(_ count: Int, using numbers: inout SeededNumbers) -> String {
        var words: [String] = []
        for _ in 0..<count { words.append(word(rank(using: &numbers))) }
        return words.joined(separator: " ")
    }

    private static func ideographs(_ count: Int, using numbers: inout SeededNumbers) -> String {
        var text = ""
        for _ in 0..<count { text.append(chinese[Int.random(in: 0..<chinese.count, using: &numbers)]) }
        return text
    }
}
