import Foundation

/// A piece of code that stands in the documentation or in this folder, without its indentation.
struct DocumentedCode: Hashable {
    /// What stands behind the mark that the piece begins with.
    let name: String
    let code: String

    /// The folder of the package.
    private static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The pages whose code is compiled here.
    static let pages = [
        "Sources/GatehouseMacros/GatehouseMacros.docc/FirstTool.md",
        "Sources/GatehouseMacros/GatehouseMacros.docc/InputsAndConstraints.md",
        "Sources/GatehouseMacros/GatehouseMacros.docc/Dependencies.md",
        "docs/asking-the-client.md",
        "docs/declarations.md",
        "docs/dependencies.md",
        "docs/registry.md",
        "docs/tasks.md",
    ]

    /// The blocks of a page in a language.
    static func blocks(_ language: String, on page: String) throws -> [String] {
        let text = try String(contentsOf: root.appending(path: page), encoding: .utf8)
        return pieces(of: text, from: "```\(language)", to: "```").map(\.code)
    }

    /// The marked pieces of this folder's files.
    static func snippets() throws -> [DocumentedCode] {
        let folder = root.appending(path: "Tests/GatehouseMacrosTests/Snippets")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return try files.filter { $0.pathExtension == "swift" }.sorted { $0.path < $1.path }.flatMap { file in
            pieces(of: try String(contentsOf: file, encoding: .utf8), from: "// snippet: ", to: "// end")
        }
    }

    /// What stands between lines that begin with one mark and lines that are another; a piece without its end reaches to
    /// the end of the text.
    static func pieces(of text: String, from begin: String, to end: String) -> [DocumentedCode] {
        var pieces: [DocumentedCode] = []
        var open: (name: String, lines: [String])?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let line = line.trimmingCharacters(in: .whitespaces)
            if let piece = open {
                guard line == end else {
                    open?.lines.append(line)
                    continue
                }
                pieces.append(DocumentedCode(name: piece.name, code: piece.lines.joined(separator: "\n")))
                open = nil
            } else if line.hasPrefix(begin) {
                open = (String(line.dropFirst(begin.count)), [])
            }
        }
        if let open { pieces.append(DocumentedCode(name: open.name, code: open.lines.joined(separator: "\n"))) }
        return pieces
    }
}
