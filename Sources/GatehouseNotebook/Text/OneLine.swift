/// Text cut to fit on one line of an answer.
enum OneLine {
    /// The beginning of the text with every run of blanks and line breaks as one space, and `…` where it goes on.
    static func excerpt(of text: String, limit: Int = NotebookLimits.excerptCharacters) -> String {
        var line = String.UnicodeScalarView()
        var count = 0
        var blank = false
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace || scalar.properties.generalCategory == .control {
                blank = count > 0
                continue
            }
            guard count + (blank ? 1 : 0) < limit else { return String(line) + "…" }
            if blank { line.append(" ") }
            line.append(scalar)
            count += blank ? 2 : 1
            blank = false
        }
        return String(line)
    }

    /// A snippet of the full-text engine, on one line, and cut around its first hit where it is too long.
    static func snippet(_ text: String, limit: Int = NotebookLimits.snippetCharacters) -> String {
        let line = excerpt(of: text, limit: .max - 1)
        let scalars = line.unicodeScalars
        guard scalars.count > limit else { return line }
        let hit = scalars.firstIndex(of: "«") ?? scalars.startIndex
        let lead = limit / 4
        let start = scalars.index(hit, offsetBy: -lead, limitedBy: scalars.startIndex) ?? scalars.startIndex
        let part = scalars[start...].prefix(limit - 2)
        let head = start == scalars.startIndex ? "" : "…"
        return head + String(String.UnicodeScalarView(part)) + (part.endIndex == scalars.endIndex ? "" : "…")
    }
}
