import Yams

/// Reads YAML text into nodes that know their lines.
enum ConfigurationDocument {
    /// The file's one mapping, or nothing where the file is empty.
    ///
    /// - Throws: ``ConfigurationError`` where the text is not one YAML document with a mapping at its top.
    static func root(of text: String, path: String) throws(ConfigurationError) -> Node.Mapping? {
        try refuseLongLines(text, path: path)
        let node: Node?
        do {
            node = try Parser(yaml: text).singleRoot()
        } catch let error as YamlError {
            throw problem(error, text: text, path: path)
        } catch {
            throw ConfigurationError("the file cannot be read as YAML: \(error)", at: path)
        }
        guard let node, !node.isEmptyScalar else { return nil }
        guard let mapping = node.mapping else {
            throw ConfigurationError(
                "expected a mapping of groups such as server and log, found \(node.phrase)",
                at: node.place(in: path)
            )
        }
        return mapping
    }

    private static func refuseLongLines(_ text: String, path: String) throws(ConfigurationError) {
        var number = 1
        for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            guard line.count <= ConfigurationFile.longestLine else {
                throw ConfigurationError(
                    "the line is longer than \(ConfigurationFile.longestLine) bytes", at: "\(path):\(number)")
            }
            number += 1
        }
    }

    private static func problem(_ error: YamlError, text: String, path: String) -> ConfigurationError {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            if isIndentedByTab(line: mark.line, of: text) {
                return ConfigurationError(
                    "the line is indented with a tab; YAML takes only spaces", at: "\(path):\(mark.line)")
            }
            return ConfigurationError("this is not YAML: \(problem)", at: "\(path):\(mark.line)")
        case .duplicatedKeysInMapping(let names, let context):
            let name = quoted(names.first ?? "")
            return ConfigurationError(
                "\(name) is set more than once in one mapping", at: "\(path):\(context.mark.line)")
        case .reader(let problem, let offset, _, _):
            let line = offset.map { ":\(text.prefix($0).count(where: \.isNewline) + 1)" } ?? ""
            return ConfigurationError("this is not YAML: \(problem)", at: path + line)
        default:
            return ConfigurationError("the file cannot be read as YAML", at: path)
        }
    }

    private static func isIndentedByTab(line: Int, of text: String) -> Bool {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.indices.contains(line - 1) else { return false }
        return lines[line - 1].prefix { $0 == " " || $0 == "\t" }.contains("\t")
    }
}
