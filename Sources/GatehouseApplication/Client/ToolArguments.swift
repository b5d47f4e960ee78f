import GatehouseJSON

/// Makes a call's arguments of what stands on the command line.
struct ToolArguments {
    /// The tool's input schema, where the server told it.
    let schema: JSONObject?
    /// Reads the file behind an `@`.
    let readFile: (String) throws(CommandFailure) -> String

    /// The arguments that texts such as `title=Hello` give.
    ///
    /// - Throws: ``CommandFailure`` at the first text that is not `key=value`, or whose value the tool cannot take.
    func parse(_ texts: [String]) throws(CommandFailure) -> JSONObject {
        var arguments = JSONObject()
        for text in texts {
            guard let separator = text.firstIndex(of: "="), separator > text.startIndex else {
                throw CommandFailure(.usage, "expected key=value, found \(quoted(text))")
            }
            let key = String(text[..<separator])
            try checkExists(key)
            let value = try value(String(text[text.index(after: separator)...]), of: key)
            guard arguments.appendIfAbsent(name: key, value: value) else {
                throw CommandFailure(.usage, "\(key) is given twice")
            }
        }
        return arguments
    }

    /// The arguments of `--json`.
    static func parse(json text: String) throws(CommandFailure) -> JSONObject {
        let value: JSONValue
        do throws(JSONParseError) {
            value = try JSONValue(parsing: text)
        } catch {
            throw CommandFailure(.usage, "--json: this is not JSON: \(error)")
        }
        guard let object = value.objectValue else {
            throw CommandFailure(.usage, "--json: expected an object, found \(value.kind.phrase)")
        }
        return object
    }

    private func checkExists(_ key: String) throws(CommandFailure) {
        guard let schema, schema["additionalProperties"] == false, let properties = schema["properties"]?.objectValue,
            properties[key] == nil
        else { return }
        let nearest = NearestName.nearest(to: key, among: properties.names)
        let advice =
            nearest.map { "did you mean \($0)?" }
            ?? "its arguments are \(Array(properties.names).joined(separator: ", "))"
        throw CommandFailure(
            .usage, "the tool has no argument \(quoted(key)); \(properties.isEmpty ? "it takes none" : advice)")
    }

    private func value(_ text: String, of key: String) throws(CommandFailure) -> JSONValue {
        let types = types(of: key)
        var text = text
        if text.hasPrefix("@@") {
            text.removeFirst()
        } else if text.hasPrefix("@") {
            text = try readFile(String(text.dropFirst()))
        }
        let parsed = try? JSONValue(parsing: text)
        guard !types.isEmpty else { return parsed ?? .string(text) }
        if let parsed, parsed.kind != .string, types.contains(where: { Self.admits($0, parsed) }) { return parsed }
        if types.contains("string") { return .string(text) }
        throw CommandFailure(.usage, "\(key): the tool wants \(Self.phrase(types)), found \(quoted(text))")
    }

    /// The types that the schema allows an argument; none where it does not say.
    private func types(of key: String) -> [String] {
        guard let property = schema?["properties"]?[key] else { return [] }
        if let type = property["type"]?.stringValue { return [type] }
        if let types = property["type"]?.arrayValue { return types.compactMap(\.stringValue) }
        let examples = property["enum"]?.arrayValue ?? property["const"].map { [$0] } ?? []
        return examples.allSatisfy { $0.kind == .string } && !examples.isEmpty ? ["string"] : []
    }

    private static func admits(_ type: String, _ value: JSONValue) -> Bool {
        switch type {
        case "integer": value.integerValue != nil
        case "number": value.kind == .integer || value.kind == .number
        case "boolean": value.kind == .boolean
        case "null": value.isNull
        case "array": value.kind == .array
        case "object": value.kind == .object
        default: false
        }
    }

    private static func phrase(_ types: [String]) -> String {
        types.map { type in
            switch type {
            case "integer": "an integer"
            case "number": "a number"
            case "boolean": "true or false"
            case "null": "null"
            case "array": "a JSON array such as [\"a\",\"b\"]"
            case "object": "a JSON object such as {\"a\":1}"
            default: "a value of type \(quoted(type))"
            }
        }.joined(separator: " or ")
    }
}
