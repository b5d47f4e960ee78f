import SwiftSyntax

/// What a documentation comment says, taken apart.
struct DocComment {
    /// The text of a heading on the first line.
    var title: String?
    /// What is said of the thing itself: its paragraphs, joined by empty lines.
    var summary = ""
    /// What is said of each parameter, by its name.
    var parameters: [String: String] = [:]
    /// What is said of the value that is returned.
    var returns: String?

    /// Whether there is nothing to read.
    var isEmpty: Bool { title == nil && summary.isEmpty }

    /// Reads the documentation of a declaration, which stands before its attributes or behind them.
    init(of declaration: some SyntaxProtocol) {
        var lines = Self.lines(of: declaration.leadingTrivia)
        if lines.isEmpty, let token = Self.tokenAfterAttributes(of: declaration) {
            lines = Self.lines(of: token.leadingTrivia)
        }
        self.init(lines: lines)
    }

    init(lines: [String]) {
        var reader = DocCommentReader()
        for line in lines { reader.read(line) }
        self = reader.comment()
    }

    init() {}

    /// The summary with what is returned behind it.
    var description: String {
        guard let returns else { return summary }
        return summary.isEmpty ? "Returns: " + returns : summary + "\n\nReturns: " + returns
    }

    private static func tokenAfterAttributes(of declaration: some SyntaxProtocol) -> TokenSyntax? {
        guard let attributed = declaration.asProtocol((any WithAttributesSyntax).self) else { return nil }
        return attributed.attributes.lastToken(viewMode: .sourceAccurate)?.nextToken(viewMode: .sourceAccurate)
    }

    /// The lines of the last documentation comment, without their marks.
    private static func lines(of trivia: Trivia) -> [String] {
        var lines: [String] = []
        for piece in trivia {
            switch piece {
            case .docLineComment(let text):
                lines.append(String(text.dropFirst(3)))
            case .docBlockComment(let text):
                lines = Self.lines(ofBlock: text)
            case .newlines(let count), .carriageReturnLineFeeds(let count):
                if count > 1 { lines = [] }
            default: break
            }
        }
        return lines.map(Self.withoutIndent)
    }

    private static func lines(ofBlock text: String) -> [String] {
        text.dropFirst(3).dropLast(2).split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let content = line.drop { $0 == " " || $0 == "\t" }
            return content.first == "*" ? String(content.dropFirst()) : String(line)
        }
    }

    private static func withoutIndent(_ line: String) -> String {
        line.hasPrefix(" ") ? String(line.dropFirst()) : line
    }
}
