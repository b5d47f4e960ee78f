import Gatehouse

/// The little that must be known about a configured URL.
enum WebURL {
    /// - Throws: ``AuthenticationConfigurationError`` where the text is not an absolute `https` or `http` URL, in
    ///   characters that may stand in one, without credentials and fragment.
    static func check(_ url: String) throws(AuthenticationConfigurationError) {
        guard OAuthText.isQuotable(url), !url.utf8.contains(UInt8(ascii: " ")) else {
            throw AuthenticationConfigurationError("a URL has characters that may not stand in one")
        }
        guard !url.utf8.contains(UInt8(ascii: "#")) else {
            throw AuthenticationConfigurationError("the URL \(url) has a fragment")
        }
        let lowered = url.lowercased()
        guard lowered.hasPrefix("https://") || lowered.hasPrefix("http://") else {
            throw AuthenticationConfigurationError("the URL \(url) begins with neither https:// nor http://")
        }
        let authority = authority(of: lowered)
        guard !authority.isEmpty, !authority.contains("@") else {
            throw AuthenticationConfigurationError("the URL \(url) has no host, or holds credentials")
        }
    }

    /// Whether what is sent to the URL can be read on the way: it is without TLS, and not on this machine.
    static func isExposed(_ url: String) -> Bool {
        let lowered = url.lowercased()
        return !lowered.hasPrefix("https://") && !isThisMachine(authority(of: lowered))
    }

    /// A URL's scheme and authority, and its path with what follows it.
    static func split(_ url: String) -> (origin: String, path: String) {
        let rest = url.utf8.count - afterScheme(url).utf8.count
        let length = rest + authority(of: url).utf8.count
        return (String(url.prefix(length)), String(url.dropFirst(length)))
    }

    private static func afterScheme(_ url: String) -> Substring {
        guard let colon = url.firstIndex(of: ":"), url[colon...].hasPrefix("://") else { return "" }
        return url[colon...].dropFirst(3)
    }

    private static func authority(of url: String) -> Substring {
        afterScheme(url).prefix { $0 != "/" && $0 != "?" }
    }

    private static func isThisMachine(_ authority: Substring) -> Bool {
        let host =
            authority.hasPrefix("[") ? authority.prefix { $0 != "]" }.dropFirst() : authority.prefix { $0 != ":" }
        return host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }
}
