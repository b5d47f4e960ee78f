/// Somebody's text inside a sentence of ours: on one line, without control characters, and not too long.
func quoted(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars.prefix(61) {
        switch scalar {
        case "\n": result += "\\n"
        case "\t": result += "\\t"
        case "\"": result += "\\\""
        case _ where scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format:
            result += "\\u{\(String(scalar.value, radix: 16))}"
        default: result.unicodeScalars.append(scalar)
        }
    }
    return "\"\(result)\(text.unicodeScalars.count > 61 ? "…" : "")\""
}
