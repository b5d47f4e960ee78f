import GatehouseJSON

/// Writes a list of tools for people: a line each, and the arguments below it.
struct ToolListText {
    let palette: Palette

    func text(_ tools: [JSONObject]) -> String {
        guard !tools.isEmpty else { return "no tools: the server has none, or the caller may use none of them\n" }
        return tools.map(text).joined(separator: "\n")
    }

    private func text(_ tool: JSONObject) -> String {
        let name = TerminalText.line(tool["name"]?.stringValue ?? "", width: 128)
        let summary =
            (tool["description"] ?? tool["title"])?.stringValue.map { TerminalText.line($0, width: 100) } ?? ""
        var lines = [palette.strong(name) + (summary.isEmpty ? "" : "  " + summary)]
        let schema = tool["inputSchema"]?.objectValue
        let required = schema?["required"]?.arrayValue?.compactMap(\.stringValue) ?? []
        for property in schema?["properties"]?.objectValue ?? [:] {
            lines.append("  " + argument(property.name, property.value, isRequired: required.contains(property.name)))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func argument(_ name: String, _ schema: JSONValue, isRequired: Bool) -> String {
        let types =
            schema["type"]?.stringValue ?? schema["type"]?.arrayValue?.compactMap(\.stringValue).joined(separator: "|")
        let name = TerminalText.line(name, width: 64).padded(to: 16)
        let type = TerminalText.line(types ?? "any", width: 32) + (isRequired ? "" : "?")
        let summary = schema["description"]?.stringValue.map { "  " + TerminalText.line($0, width: 80) } ?? ""
        let typeColumn = summary.isEmpty ? type : type.padded(to: 9)
        return palette.name(name) + " " + palette.literal(typeColumn) + palette.faint(summary)
    }
}
