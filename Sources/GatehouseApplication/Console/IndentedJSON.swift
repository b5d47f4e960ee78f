import GatehouseJSON

/// Writes JSON for people: a member or element a line, two spaces for each level.
struct IndentedJSON {
    private let palette: Palette

    init(palette: Palette) {
        self.palette = palette
    }

    /// The value as indented text, without a line break at the end.
    func text(_ value: JSONValue, indentation: String = "") -> String {
        switch value {
        case .string: palette.string(scalar(value))
        case .null, .bool, .integer, .number: palette.literal(scalar(value))
        case .array(let elements):
            block("[", elements.map { text($0, indentation: indentation + "  ") }, "]", indentation)
        case .object(let object):
            block(
                "{",
                object.members.map { member in
                    palette.name(scalar(.string(member.name))) + ": "
                        + text(member.value, indentation: indentation + "  ")
                },
                "}", indentation
            )
        }
    }

    private func block(_ opening: String, _ lines: [String], _ closing: String, _ indentation: String) -> String {
        guard !lines.isEmpty else { return opening + closing }
        let inner = lines.map { indentation + "  " + $0 }.joined(separator: ",\n")
        return "\(opening)\n\(inner)\n\(indentation)\(closing)"
    }

    private func scalar(_ value: JSONValue) -> String {
        TerminalText.safe(value.description)
    }
}
