/// Text that nobody writes by accident.
enum HostileText {
    static let pieces = [
        "\"", "\"\"", "'", "''", "*", "^", "-", "--", "+", "(", ")", "{", "}", "[", "]", ":", ",", ";", "\\", "/", "%",
        "_",
        "AND", "OR", "NOT", "NEAR", "NEAR(", "NEAR(a b, 2)", "and", "or", "not", "title:", "body :", "note_text MATCH",
        "a*",
        "\"a\"*", "^a", "- b", "-c", "-\"d e\"", "rank", "rowid", "DROP TABLE note;", "?1", ":id", "@x", "$y", "#", "~",
        "`",
        "\u{0}", "\u{1}", "\t", "\n", "\r\n", " ", "  ", "\u{A0}", "\u{3000}", "\u{200B}", "\u{200D}", "\u{FEFF}",
        "\u{202E}",
        "\u{301}", "\u{301}\u{302}\u{303}", "\u{FE0F}", "\u{FFFD}", "\u{10FFFF}", "\u{E000}", "\u{D7FF}", "\u{FDFA}",
        "x", "deploy", "Server", "über", "ß", "ΣΊΣΥΦΟΣ", "ёж", "مَدْرَسَة", "שָׁלוֹם", "हिन्दी",
        "日本語", "中文", "テスト", "ｶﾞ", "한국어",
        "ภาษาไทย", "ខ្មែរ", "မြန်မာ", "🚀", "👩‍👩‍👧‍👦", "👍🏽", "🇩🇪", "1️⃣", "€",
        "½", "²", "𝒳", "𐐀", "“", "”", "«", "»", "「", "」", "…",
    ]

    /// About that many pieces and random characters, with and without gaps.
    static func make(length: Int, using numbers: inout SeededNumbers) -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 1...max(1, length / 4), using: &numbers) {
            switch Int.random(in: 0..<8, using: &numbers) {
            case 0: text.append(" ")
            case 1:
                if let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &numbers)) { text.append(scalar) }
            case 2:
                if let scalar = Unicode.Scalar(UInt32.random(in: 0...0x3FF, using: &numbers)) { text.append(scalar) }
            default:
                text.append(contentsOf: pieces[Int.random(in: 0..<pieces.count, using: &numbers)].unicodeScalars)
            }
            if text.count >= length { break }
        }
        return String(String.UnicodeScalarView(text.prefix(length)))
    }
}
