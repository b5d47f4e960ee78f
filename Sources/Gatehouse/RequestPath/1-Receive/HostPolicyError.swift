/// An entry of a list of allowed hosts or origins that is neither.
public struct HostPolicyError: Error, Sendable, Hashable, CustomStringConvertible {
    public let description: String

    init(setting: String, _ entry: String) {
        let example =
            setting == "server.allowed_origins"
            ? "an origin, as \"https://app.example.com\" or \"http://localhost:6274\""
            : "a host, as \"mcp.example.com\", \"mcp.example.com:8443\" or \"[::1]\""
        description = "\(setting): \(HeadRefusal.quoted(entry)) is not \(example)."
    }
}
