import SwiftSyntax

/// Text of Swift source that grows line by line.
struct SourceText {
    private(set) var lines: [String] = []

    init() {}

    init(_ lines: [String]) {
        self.lines = lines
    }

    /// The lines as one text.
    var text: String { lines.joined(separator: "\n") }

    /// Adds a line, or the lines of a text.
    mutating func add(_ text: String, indent: Int = 0) {
        let space = String(repeating: "    ", count: indent)
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            lines.append(line.isEmpty ? "" : space + line)
        }
    }

    /// Adds the lines of another text.
    mutating func add(_ other: SourceText, indent: Int = 0) {
        guard !other.lines.isEmpty else { return }
        add(other.text, indent: indent)
    }

    /// Adds an empty line between two parts.
    mutating func blank() {
        if let last = lines.last, !last.isEmpty { lines.append("") }
    }
}

extension String {
    /// The text as a Swift string literal on one line.
    var asLiteral: String {
        var literal = "\""
        for character in unicodeScalars {
            switch character {
            case "\"": literal += "\\\""
            case "\\": literal += "\\\\"
            case "\n": literal += "\\n"
            case "\r": literal += "\\r"
            case "\t": literal += "\\t"
            case "\0": literal += "\\0"
            default: literal.unicodeScalars.append(character)
            }
        }
        return literal + "\""
    }

    /// The name without the backticks that a keyword needs.
    var withoutBackticks: String {
        count > 2 && hasPrefix("`") && hasSuffix("`") ? String(dropFirst().dropLast()) : self
    }
}

extension SyntaxProtocol {
    /// The source of a node on one line, without comments around it.
    var source: String {
        trimmedDescription
    }
}
