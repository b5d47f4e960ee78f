/// Why a request is refused by its `Host` or `Origin` alone, and what whoever runs the server can do about it.
public struct HeadRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// The HTTP status.
    public let status: Int
    /// A sentence that names the header field, what came in it, and the setting to change.
    public let description: String

    init(status: Int, _ description: String) {
        self.status = status
        self.description = description
    }

    /// A received value for people to read: at most 100 characters, all of them visible ASCII or spaces.
    static func quoted(_ value: String) -> String {
        var text = "\""
        for (count, scalar) in value.unicodeScalars.prefix(101).enumerated() {
            if count == 100 { return text + "…\"" }
            let isVisible = (" "..."~").contains(scalar) && scalar != "\""
            text.unicodeScalars.append(isVisible ? scalar : "?")
        }
        return text + "\""
    }
}
