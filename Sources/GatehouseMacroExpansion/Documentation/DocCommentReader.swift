/// Reads a documentation comment line by line.
struct DocCommentReader {
    /// What the lines that come belong to.
    private enum Target {
        case summary
        case parameterList
        case parameter(String, inList: Bool)
        case returns
        /// What callers over the network have no use for, as `- Throws:`.
        case ignored
    }

    private var target = Target.summary
    private var title: String?
    private var summary: [String] = []
    private var returns: [String] = []
    private var parameters: [String: [String]] = [:]

    /// Takes the next line, without its `///`.
    mutating func read(_ line: String) {
        let text = line.trimmingSpaces()
        if summary.isEmpty, title == nil, text.hasPrefix("# ") {
            title = String(text.dropFirst(2)).trimmingSpaces()
        } else if let item = Self.item(text), begin(item, isNested: line.first == " " || line.first == "\t") {
            return
        } else {
            add(text)
        }
    }

    /// What was read.
    func comment() -> DocComment {
        var comment = DocComment()
        comment.title = title
        comment.summary = Self.paragraphs(summary)
        comment.parameters = parameters.mapValues(Self.paragraphs).filter { !$0.value.isEmpty }
        let returned = Self.paragraphs(returns)
        comment.returns = returned.isEmpty ? nil : returned
        return comment
    }

    private mutating func begin(_ item: (name: String, text: String), isNested: Bool) -> Bool {
        let words = item.name.split(separator: " ")
        switch words.first?.lowercased() {
        case "parameters" where words.count == 1:
            target = .parameterList
        case "parameter" where words.count == 2:
            target = .parameter(String(words[1]).withoutBackticks, inList: false)
        case "returns" where words.count == 1 && !isNested:
            target = .returns
        case "throws" where words.count == 1 && !isNested:
            target = .ignored
        default:
            guard isNested, words.count == 1, isInParameterList else { return false }
            target = .parameter(item.name.withoutBackticks, inList: true)
        }
        add(item.text)
        return true
    }

    private var isInParameterList: Bool {
        switch target {
        case .parameterList, .parameter(_, inList: true): true
        default: false
        }
    }

    private mutating func add(_ text: String) {
        switch target {
        case .summary: summary.append(text)
        case .returns: returns.append(text)
        case .parameter(let name, _): parameters[name, default: []].append(text)
        case .parameterList, .ignored: break
        }
    }

    /// The name and the text of a list item of the form `- Name: text`.
    private static func item(_ line: String) -> (name: String, text: String)? {
        guard let mark = line.first, "-*+".contains(mark), line.dropFirst().first == " " else { return nil }
        let content = line.dropFirst(2)
        guard let colon = content.firstIndex(of: ":") else { return nil }
        let name = String(content[..<colon]).trimmingSpaces()
        return (name, String(content[content.index(after: colon)...]).trimmingSpaces())
    }

    /// Joins lines to paragraphs. List items and what follows a heading or a fence keep their lines.
    private static func paragraphs(_ lines: [String]) -> String {
        var text = ""
        var isFenced = false
        var wasEmpty = false
        for line in lines {
            let isFence = line.hasPrefix("```")
            defer { wasEmpty = line.isEmpty }
            if line.isEmpty { continue }
            if !text.isEmpty {
                let keepsLine = isFenced || isFence || startsBlock(line) || text.hasSuffix("```")
                text += wasEmpty ? "\n\n" : keepsLine ? "\n" : " "
            }
            text += line
            if isFence { isFenced.toggle() }
        }
        return text
    }

    private static func startsBlock(_ line: String) -> Bool {
        if let first = line.first, "-*+#".contains(first), line.contains(" ") { return true }
        let digits = line.prefix { $0.isNumber }
        return !digits.isEmpty && line.dropFirst(digits.count).hasPrefix(". ")
    }
}

extension String {
    func trimmingSpaces() -> String {
        let start = drop { $0 == " " || $0 == "\t" || $0 == "\r" }
        let reversed = start.reversed().drop { $0 == " " || $0 == "\t" || $0 == "\r" }
        return String(reversed.reversed())
    }
}
