import Gatehouse
import GatehouseAuth

/// The URLs by which a client knows the server.
enum ResourceURL {
    /// The endpoint, as the client that sent this request knows it: by the host that it named, which step 1 allowed.
    static func resource(_ head: RequestHead, _ endpoint: String) -> String {
        "\(head.scheme)://\(head.reachedHost.first ?? "localhost")\(endpoint)"
    }

    /// Where the metadata of a resource stands (RFC 9728, section 3.1); nothing where the URL is none.
    static func metadata(of resource: String) -> String? {
        try? ProtectedResourceMetadata(resource: resource).url
    }

    /// The scheme, host and port of an absolute URL.
    static func origin(of url: String) -> String {
        guard let scheme = url.firstRange(of: "://"), let authority = authority(of: url) else { return url }
        return url[..<scheme.upperBound] + authority
    }

    /// The host, with its port where there is one, of an absolute URL.
    static func authority(of url: String) -> String? {
        guard let scheme = url.firstRange(of: "://") else { return nil }
        let authority = url[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" }
        return authority.isEmpty ? nil : String(authority)
    }
}
