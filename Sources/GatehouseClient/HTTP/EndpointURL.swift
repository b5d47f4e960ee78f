#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Resolves the endpoint that a stream of HTTP+SSE names.
enum EndpointURL {
    /// The absolute URL of a reference, where it has the origin of the stream: a server that names another one could lead
    /// the caller's token astray.
    static func resolve(_ reference: String, against base: String) -> String? {
        guard let base = URL(string: base), let url = URL(string: reference, relativeTo: base)?.absoluteURL else {
            return nil
        }
        guard origin(url) == origin(base), url.host() != nil else { return nil }
        return url.absoluteString
    }

    private static func origin(_ url: URL) -> String {
        let scheme = url.scheme?.lowercased() ?? ""
        let port = url.port ?? (scheme == "https" ? 443 : 80)
        return "\(scheme)://\(url.host()?.lowercased() ?? ""):\(port)"
    }
}
