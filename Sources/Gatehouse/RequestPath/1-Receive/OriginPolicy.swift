/// From which web origins a request may come, as its `Origin` header field says (RFC 6454, section 7).
///
/// Only browsers send `Origin`, and no page can change it, so the check keeps other sites' pages from using a server
/// through the browser of somebody who may. A request without the field comes from no page and passes. Allowed are the
/// origins of this machine, on any port, unless the list is exact; those in the list; and the origin that the request
/// is addressed to, by its `Host`, which ``HostPolicy`` has checked before.
public struct OriginPolicy: Sendable, Hashable {
    private let origins: Set<WebOrigin>
    /// The same origins as they were written, for a comparison without taking a value apart.
    private let spellings: Set<String>
    private let allowsAny: Bool
    private let loopback: Set<String>

    /// - Parameters:
    ///   - allowed: Origins, each as `https://app.example.com`, with its port where that is not the scheme's default.
    ///     `*` allows every origin and `null`, and gives up the protection.
    ///   - loopbackHosts: The hosts whose `http` and `https` origins are allowed on any port; none makes the list exact.
    /// - Throws: ``HostPolicyError`` for an entry that is no origin.
    public init(
        allowed: [String] = [],
        loopbackHosts: [String] = HostPolicy.loopback
    ) throws(HostPolicyError) {
        var origins: Set<WebOrigin> = []
        for text in allowed where text != "*" {
            guard let origin = WebOrigin(text), !origin.authority.host.contains("*") else {
                throw HostPolicyError(setting: "server.allowed_origins", text)
            }
            origins.insert(origin)
        }
        self.origins = origins
        spellings = Set(allowed).subtracting(["*"])
        allowsAny = allowed.contains("*")
        loopback = Set(loopbackHosts.compactMap { Authority($0)?.host })
    }

    /// Checks the lines of `Origin`.
    ///
    /// - Parameters:
    ///   - lines: The field's lines; without any the request passes.
    ///   - host: The lines of `Host`, already checked.
    /// - Returns: The refusal, with status 403; nothing where the request may pass.
    public func check(_ lines: some Collection<String>, host: some Collection<String> = [String]()) -> HeadRefusal? {
        guard let line = lines.first else { return nil }
        guard lines.count == 1 else {
            return refusal("There are \(lines.count) Origin header fields; at most one may be sent.")
        }
        if allowsAny || spellings.contains(line) { return nil }
        let found = "The Origin header field, \(HeadRefusal.quoted(line)),"
        guard line != "null" else {
            return refusal("\(found) stands for an unknown page, which is not allowed; see server.allowed_origins.")
        }
        guard let origin = WebOrigin(line) else { return refusal("\(found) is not an origin.") }
        if origins.contains(origin) || isLocal(origin) || isSame(origin, as: host) { return nil }
        return refusal("\(found) is not an allowed origin; to allow it, add it to server.allowed_origins.")
    }

    private func refusal(_ sentence: String) -> HeadRefusal {
        HeadRefusal(status: 403, sentence)
    }

    private func isLocal(_ origin: WebOrigin) -> Bool {
        isOfWeb(origin) && loopback.contains(origin.authority.host)
    }

    /// Whether the page comes from the host and port that the request went to. The request's own scheme is not known
    /// behind a proxy, so either one will do.
    private func isSame(_ origin: WebOrigin, as host: some Collection<String>) -> Bool {
        guard host.count == 1, let line = host.first, let authority = Authority(line) else { return false }
        return isOfWeb(origin)
            && authority.withoutPort(WebOrigin.defaultPort(of: origin.scheme)) == origin.authority
    }

    private func isOfWeb(_ origin: WebOrigin) -> Bool {
        origin.scheme == "http" || origin.scheme == "https"
    }
}
