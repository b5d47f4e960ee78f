/// Makes text that came from elsewhere safe to show on a terminal.
enum TerminalText {
    /// The text without control characters, which could move the cursor, hide text or forge a prompt. Line breaks and
    /// tabs stay.
    static func safe(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control where scalar != "\n" && scalar != "\t": result.append("\u{FFFD}")
            // Some readers end lines here as well.
            case .lineSeparator, .paragraphSeparator: result.append("\u{FFFD}")
            // Overrides of the writing direction make text read as something else (CVE-2021-42574).
            case .format where isDirectionOverride(scalar): result.append("\u{FFFD}")
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    /// The text on one line, cut to a width.
    static func line(_ text: String, width: Int) -> String {
        let line = safe(text).split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        return line.count > width ? String(line.prefix(max(0, width - 1))) + "…" : line
    }

    private static func isDirectionOverride(_ scalar: Unicode.Scalar) -> Bool {
        (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    }
}
