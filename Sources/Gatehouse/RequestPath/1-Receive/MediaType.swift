/// The little of RFC 9110's media types that a request needs: is it JSON, and which types are accepted.
enum MediaType {
    /// Whether a `Content-Type` is `application/json`, in UTF-8 or without a word about it.
    static func isJSON(_ contentType: String?) -> Bool {
        guard let contentType else { return false }
        if contentType == "application/json" { return true }
        let parts = contentType.split(separator: ";", omittingEmptySubsequences: false).map(trimmed)
        guard parts.first?.lowercased() == "application/json" else { return false }
        return parts.dropFirst().allSatisfy { parameter in
            let pair = parameter.lowercased().split(separator: "=", maxSplits: 1).map(trimmed)
            guard pair.first == "charset", let charset = pair.last else { return true }
            return charset == "utf-8" || charset == "\"utf-8\""
        }
    }

    /// Whether an `Accept` field allows a type. A request without the field accepts everything.
    static func accepts(_ type: String, _ accept: String?) -> Bool {
        guard let accept else { return true }
        if accept == "application/json, text/event-stream" { return true }
        let wildcard = type.prefix { $0 != "/" } + "/*"
        return accept.split(separator: ",").contains { range in
            let parts = range.split(separator: ";").map(trimmed)
            guard let name = parts.first?.lowercased() else { return false }
            let isRefused = parts.dropFirst().contains { ["q=0", "q=0.0", "q=0.00", "q=0.000"].contains($0) }
            return !isRefused && (name == type || name == "*/*" || name == wildcard)
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return String(text)
    }
}
