import Gatehouse
import GatehouseAuth
import GatehouseFetch
import GatehouseHTTP

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What a text value may be.
enum ConfigurationTextRule: Sendable, Hashable {
    /// Any text without control characters, line breaks allowed.
    case prose
    /// The name of something that is shown to people, on one line.
    case title
    /// The path of a file or folder.
    case path
    /// A name or address to listen on.
    case host
    /// The path of an HTTP endpoint.
    case endpoint
    /// An `http` or `https` URL without a fragment.
    case url
    /// A value of the `Host` header field: a name, with or without a port.
    case authority
    /// A value of the `Origin` header field, as `https://app.example.com`.
    case origin
    /// An address or a network, as `10.0.0.0/8`, or `unix`.
    case network
    /// An address or a network, as `10.0.0.0/8`.
    case addresses
    /// What a call costs: a number, or a place in its arguments.
    case cost
    /// What a group of callers is guaranteed of the slots, as `role gold 25%`.
    case guarantee
    /// A place in a JSON value, as `/usage/tokens` (RFC 6901).
    case pointer
    /// Where in a token's claims a value stands.
    case claim
    /// The name of a role, a permission, an audience or a tool: one word.
    case word
    /// An OAuth scope (RFC 6749, section 3.3), which is a word without quotation marks and backslashes.
    case scope

    /// The longest text of every rule but ``prose``, in bytes.
    static let longest = 1024
    /// The longest prose, in bytes.
    static let longestProse = 16_384

    /// Whether the text follows the rule.
    func accepts(_ text: String) -> Bool {
        guard !text.isEmpty, text.utf8.count <= (self == .prose ? Self.longestProse : Self.longest) else {
            return false
        }
        switch self {
        case .prose: return text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x0A || $0 == 0x09 }
        case .title, .path: return text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
        case .host: return Self.isVisible(text) && !text.contains { "/@?#\\".contains($0) }
        case .endpoint: return text.hasPrefix("/") && Self.isVisible(text) && !text.contains { "?#".contains($0) }
        case .url: return Self.url(text)?.fragment() == nil && Self.url(text) != nil
        case .authority: return Self.isVisible(text) && !text.contains { "/@?#\\,".contains($0) }
        case .origin: return Self.isOrigin(text)
        case .network: return HTTPTrustedProxies([text]) != nil
        case .addresses: return OutgoingNetworks([text]) != nil
        case .guarantee: return CallGuarantee(parsing: text) != nil
        case .cost: return Self.isPointer(text) || Self.isCost(text)
        case .pointer: return Self.isPointer(text)
        case .claim: return Self.isVisible(text) && ClaimPath(text) != nil
        case .word: return Self.isVisible(text) && !text.contains(",")
        case .scope: return OAuthText.isScope(text) && !text.contains(",")
        }
    }

    /// What would be right, as a phrase that follows "expected".
    var expectation: String {
        switch self {
        case .prose: "a text of at most \(Quantity.text(ofSize: Self.longestProse))"
        case .title: "a text on one line"
        case .path: "a path"
        case .host: "a host name or an IP address"
        case .endpoint: "a path that begins with /"
        case .url: "an http or https URL without a fragment"
        case .authority: "a host name with or without a port"
        case .origin: "an origin such as https://app.example.com"
        case .network: "an address such as 192.0.2.1, a network such as 10.0.0.0/8, or unix"
        case .addresses: "an address such as 192.0.2.1 or a network such as 10.0.0.0/8"
        case .guarantee: "a role, tenant or subject and a part from 1% to 100%, as role gold 25%"
        case .cost: "a number from 0 to 1000000000, or a place in the arguments such as /limit"
        case .pointer: "a place in a JSON value such as /usage/tokens"
        case .claim: "a claim such as roles or realm_access.roles"
        case .word: "a word without spaces and commas"
        case .scope: "a scope such as notes:read"
        }
    }

    private static func isPointer(_ text: String) -> Bool {
        text.hasPrefix("/") && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    }

    private static func isCost(_ text: String) -> Bool {
        text.utf8.count <= 10 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
            && (Int(text) ?? .max) <= 1_000_000_000
    }

    private static func isVisible(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    private static func url(_ text: String) -> URL? {
        guard isVisible(text), let url = URL(string: text), let host = url.host(), !host.isEmpty,
            url.scheme == "https" || url.scheme == "http"
        else { return nil }
        return url
    }

    /// An origin has a scheme, a host and perhaps a port, and nothing after them (RFC 6454, section 7).
    private static func isOrigin(_ text: String) -> Bool {
        guard isVisible(text), !text.contains(","), let separator = text.firstRange(of: "://") else { return false }
        let scheme = text[..<separator.lowerBound]
        let rest = text[separator.upperBound...]
        return !scheme.isEmpty && scheme.allSatisfy { $0.isLetter || $0.isNumber || "+-.".contains($0) }
            && !rest.isEmpty && !rest.contains { "/@?#\\".contains($0) }
    }
}
