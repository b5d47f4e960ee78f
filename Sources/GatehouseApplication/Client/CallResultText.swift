import GatehouseJSON

/// Writes the result of a call for people.
struct CallResultText {
    let palette: Palette

    /// The text, with a line break at its end; empty where the result has nothing to show.
    func text(_ result: JSONObject) -> String {
        let structured = result["structuredContent"]
        var parts: [String] = []
        for content in result["content"]?.arrayValue ?? [] {
            let text = content["text"]?.stringValue
            // Servers repeat structured content as text for older clients; once is enough.
            if let structured, let text, content["type"] == "text", (try? JSONValue(parsing: text)) == structured {
                continue
            }
            parts.append(block(content))
        }
        if let structured { parts.append(IndentedJSON(palette: palette).text(structured)) }
        return parts.map { $0.hasSuffix("\n") ? $0 : $0 + "\n" }.joined()
    }

    private func block(_ content: JSONValue) -> String {
        let type = content["type"]?.stringValue ?? "content"
        switch type {
        case "text": return TerminalText.safe(content["text"]?.stringValue ?? "")
        case "image", "audio":
            let size = (content["data"]?.stringValue?.utf8.count ?? 0) / 4 * 3
            return note("\(type) \(content["mimeType"]?.stringValue ?? ""), about \(size) bytes")
        case "resource_link":
            return note("resource \(content["uri"]?.stringValue ?? "")")
        case "resource":
            let text = content["resource"]?["text"]?.stringValue.map { "\n" + TerminalText.safe($0) } ?? ""
            return note("resource \(content["resource"]?["uri"]?.stringValue ?? "")") + text
        default:
            return note(type)
        }
    }

    private func note(_ text: String) -> String {
        palette.faint("[\(TerminalText.line(text, width: 200))]")
    }
}
