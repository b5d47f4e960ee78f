import Gatehouse

@testable import GatehouseAuth

/// A token under construction, as raw JSON texts, so that it can be wrong in every way.
struct TokenText: Sendable {
    static let now: Int64 = 1_800_000_000
    static let issuer = "https://issuer.example"
    static let audience = "https://mcp.example/mcp"

    private var header: [(name: String, json: String)]
    private var claims: [(name: String, json: String)]
    private var headerText: String?
    private var claimsText: String?

    /// A token that every check passes.
    init(algorithm: String = "ES256") {
        header = [("typ", "\"at+jwt\""), ("alg", "\"\(algorithm)\""), ("kid", "\"\(algorithm)\"")]
        claims = [
            ("iss", "\"\(Self.issuer)\""), ("sub", "\"alice\""), ("aud", "\"\(Self.audience)\""),
            ("exp", "\(Self.now + 600)"), ("iat", "\(Self.now - 10)"), ("nbf", "\(Self.now - 10)"),
            ("jti", "\"t-1\""), ("client_id", "\"cli\""), ("roles", "[\"operator\",\"reader\"]"),
            ("scope", "\"tools:read tools:call\""),
        ]
    }

    func header(_ name: String, _ json: String?) -> TokenText {
        var copy = self
        copy.header = Self.set(name, json, in: header)
        return copy
    }

    func claim(_ name: String, _ json: String?) -> TokenText {
        var copy = self
        copy.claims = Self.set(name, json, in: claims)
        return copy
    }

    func headerText(_ text: String) -> TokenText {
        var copy = self
        copy.headerText = text
        return copy
    }

    func claimsText(_ text: String) -> TokenText {
        var copy = self
        copy.claimsText = text
        return copy
    }

    /// The JSON text of the header or the claims, with the members added at the end, also where a name is there.
    func headerJSON(adding more: String = "") -> String { headerText ?? Self.object(header, more) }

    func claimsJSON(adding more: String = "") -> String { claimsText ?? Self.object(claims, more) }

    var unsigned: String {
        Base64URL.encode(headerJSON().utf8) + "." + Base64URL.encode(claimsJSON().utf8)
    }

    /// Signs with the algorithm's own test key, whatever the header says.
    func signed(_ algorithm: String = "ES256") throws -> String {
        try signed { try TestKeys.sign($0, with: algorithm) }
    }

    func signed(_ sign: ([UInt8]) throws -> [UInt8]) rethrows -> String {
        let text = unsigned
        return text + "." + Base64URL.encode(try sign([UInt8](text.utf8)))
    }

    private static func set(
        _ name: String,
        _ json: String?,
        in members: [(name: String, json: String)]
    ) -> [(name: String, json: String)] {
        guard let json else { return members.filter { $0.name != name } }
        guard let position = members.firstIndex(where: { $0.name == name }) else { return members + [(name, json)] }
        var members = members
        members[position].json = json
        return members
    }

    private static func object(_ members: [(name: String, json: String)], _ more: String) -> String {
        "{" + members.map { "\"\($0.name)\":\($0.json)" }.joined(separator: ",") + more + "}"
    }
}
