/// What was said on the command line for the case that a tool asks.
struct Answers: Sendable {
    private let values: [String: String]

    /// Reads texts such as `guests=4`.
    ///
    /// - Throws: ``CommandFailure`` where one is not `name=value`, or a name comes twice.
    init(_ texts: [String]) throws(CommandFailure) {
        var values: [String: String] = [:]
        for text in texts {
            guard let separator = text.firstIndex(of: "="), separator > text.startIndex else {
                throw CommandFailure(.usage, "--answer: expected name=value, found \(quoted(text))")
            }
            let name = String(text[..<separator])
            guard values.updateValue(String(text[text.index(after: separator)...]), forKey: name) == nil else {
                throw CommandFailure(.usage, "--answer: \(quoted(name)) is answered twice")
            }
        }
        self.values = values
    }

    /// Whether nothing was said.
    var isEmpty: Bool { values.isEmpty }

    /// The answer for a field.
    subscript(name: String) -> String? { values[name] }
}
