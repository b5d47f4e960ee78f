import GatehouseSchema

/// The rules of a URL that users are sent to (client/elicitation, "URL Mode Elicitation Requests" and "Security
/// Considerations", 2026-07-28).
enum PageURL {
    /// The longest URL, in bytes.
    static let longest = 8_192

    /// Checks a URL: absolute, with `https`, or with `http` on this machine's loopback, and without credentials in it.
    ///
    /// - Throws: ``InvalidQuestion`` with what is wrong. It does not repeat the URL, which may lead to something private.
    static func check(_ url: String) throws(InvalidQuestion) {
        guard url.utf8.count <= longest else { throw invalid("it has more than \(longest) bytes") }
        guard FieldFormat.uri.accepts(url) else { throw invalid("it is not an absolute URL of RFC 3986") }
        let scheme = url.prefix { $0 != ":" }
        let rest = url.dropFirst(scheme.count + 1)
        guard rest.hasPrefix("//") else { throw invalid("it has no host") }
        let authority = rest.dropFirst(2).prefix { !"/?#".contains($0) }
        guard !authority.contains("@") else {
            throw invalid("it holds credentials before its host; a page finds out by itself who opens it")
        }
        guard let host = Authority(authority)?.host else { throw invalid("it has no host") }
        switch scheme.lowercased() {
        case "https": return
        case "http" where isThisMachine(host): return
        case "http": throw invalid("it must begin with https://, but for a page of this machine's loopback interface")
        default: throw invalid("it must begin with https://")
        }
    }

    /// Whether a host, in lower case, is this machine by its own name.
    private static func isThisMachine(_ host: String) -> Bool {
        if host == "localhost" || host == "[0:0:0:0:0:0:0:1]" { return true }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 4 && numbers.first == "127" && numbers.allSatisfy { UInt8($0) != nil }
    }

    private static func invalid(_ reason: String) -> InvalidQuestion {
        InvalidQuestion("the URL of a page cannot be used: \(reason)")
    }
}
