#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Where a server is, and who calls it.
struct ClientEndpoint: Sendable, Hashable {
    /// The URL of the MCP endpoint.
    let url: String
    /// The token, where there is one.
    let token: String?

    /// Where `gatehouse serve` listens when nobody tells it otherwise.
    static let defaultURL = "http://127.0.0.1:8080/mcp"

    /// Takes each from the option, or else from the environment: `GATEHOUSE_URL`, `GATEHOUSE_TOKEN`.
    ///
    /// - Throws: ``CommandFailure`` where the URL is not one, or the token has characters that no token has.
    init(url: String?, token: String?, environment: [String: String]) throws(CommandFailure) {
        self.url = url ?? Self.set(environment["GATEHOUSE_URL"]) ?? Self.defaultURL
        self.token = Self.set(token ?? environment["GATEHOUSE_TOKEN"])
        guard ConfigurationTextRule.url.accepts(self.url) else {
            throw CommandFailure(
                .usage, "--url: expected an http or https URL without a fragment, found \(quoted(self.url))")
        }
        guard self.token.map(Self.isToken) ?? true else {
            throw CommandFailure(.usage, "the token has characters that no token has; was it copied whole?")
        }
    }

    /// A caution for a token that others on the network could read; nothing where there is no cause for one.
    var caution: String? {
        guard token != nil, let parsed = URL(string: url), parsed.scheme == "http", let host = parsed.host() else {
            return nil
        }
        let bare = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        guard bare != "localhost", bare != "::1", !bare.hasPrefix("127.") else { return nil }
        return "the token goes to \(host) unencrypted; use https"
    }

    private static func set(_ text: String?) -> String? {
        let trimmed = text.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        return trimmed?.isEmpty == false ? trimmed : nil
    }

    /// The characters of RFC 6750, section 2.1.
    private static func isToken(_ token: String) -> Bool {
        token.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"):
                true
            default: "-._~+/=".utf8.contains(byte)
            }
        }
    }
}
