/// Which hosts a request may be addressed to, as its `Host` header field says (RFC 9110, section 7.2).
///
/// A page that a browser loads from a name whose address changes to this server's still sends its own name here. The
/// check is thus what keeps web pages out of servers on a local network (DNS rebinding).
public struct HostPolicy: Sendable {
    private let entries: [HostEntry]
    private let allowsAny: Bool

    /// The names of this machine itself, on any port.
    public static let loopback = ["localhost", "127.0.0.1", "[::1]"]

    /// - Parameter allowed: Hosts, each as `mcp.example.com` for any port, or with the one port it may have, as
    ///   `mcp.example.com:8443`. Names compare without regard to case, IPv6 addresses by value. `*` allows every host,
    ///   and gives up the protection.
    /// - Throws: ``HostPolicyError`` for an entry that is no host.
    public init(allowed: [String] = HostPolicy.loopback) throws(HostPolicyError) {
        var entries: [HostEntry] = []
        for text in allowed where text != "*" {
            guard let entry = HostEntry(text) else { throw HostPolicyError(setting: "server.allowed_hosts", text) }
            entries.append(entry)
        }
        self.entries = entries
        allowsAny = allowed.contains("*")
    }

    /// Checks the lines of `Host`.
    ///
    /// - Returns: The refusal, with status 400 where there is not exactly one valid line, and 421 for a host that is not
    ///   allowed; nothing where the request may pass.
    public func check(_ lines: some Collection<String>) -> HeadRefusal? {
        if lines.count == 1, let line = lines.first, entries.contains(where: { $0.admits(spelling: line) }) {
            return nil
        }
        return refusal(lines)
    }

    private func refusal(_ lines: some Collection<String>) -> HeadRefusal? {
        guard let line = lines.first else {
            return HeadRefusal(status: 400, "The Host header field is missing; HTTP/1.1 requires exactly one.")
        }
        guard lines.count == 1 else {
            return HeadRefusal(
                status: 400, "There are \(lines.count) Host header fields; HTTP/1.1 requires exactly one.")
        }
        guard let host = Authority(line) else {
            return HeadRefusal(
                status: 400, "The Host header field, \(HeadRefusal.quoted(line)), is not a host and a port.")
        }
        if allowsAny || entries.contains(where: { $0.admits(host) }) { return nil }
        return HeadRefusal(
            status: 421,
            "The Host header field, \(HeadRefusal.quoted(line)), names a host that this server does not answer for; "
                + "to allow it, add it to server.allowed_hosts."
        )
    }
}
