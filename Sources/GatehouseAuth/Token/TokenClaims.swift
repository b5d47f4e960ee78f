import Gatehouse
import GatehouseJSON

/// The claims of a token whose signature holds, checked against what its issuer's tokens must be like (RFC 7519,
/// section 4.1; RFC 9068, section 4).
///
/// What the token is bound to (`cnf`) is for ``ProofOfPossession``, which looks at each request.
struct TokenClaims {
    private let claims: JSONObject
    private let trusted: TrustedIssuer
    private let now: Int64

    /// When the token expires, by itself or by its age, in seconds since 1970.
    private(set) var expiresAt: Int64

    /// Checks the claims. The issuer has been compared already, because the key was chosen by it.
    ///
    /// - Throws: ``AuthenticationFailure``, *invalid*, at the first claim that does not hold.
    init(_ claims: JSONObject, of trusted: TrustedIssuer, at now: Int64) throws(AuthenticationFailure) {
        guard let expiry = try Self.time("exp", in: claims, rounded: .down) else {
            throw .refused("the token has no \"exp\" claim")
        }
        self.claims = claims
        self.trusted = trusted
        self.now = now
        self.expiresAt = expiry
        try checkTimes()
        try checkAudience()
        try checkRequired()
        try trusted.typePolicy.check(claims)
    }

    /// The caller that the claims describe.
    ///
    /// - Throws: ``AuthenticationFailure``, *invalid*, where roles, scopes or the client are not of the right kind.
    func principal() throws(AuthenticationFailure) -> Principal {
        let path = trusted.subjectClaim
        guard let subject = try string(at: path), !subject.isEmpty else {
            throw .refused("the token has no \"\(path)\" claim")
        }
        return Principal(
            subject: subject,
            issuer: trusted.issuer,
            clientID: try clientID(),
            tenant: try tenant(),
            groups: try words(trusted.groupsClaim.value(in: claims), named: trusted.groupsClaim.description),
            roles: try words(trusted.rolesClaim.value(in: claims), named: trusted.rolesClaim.description),
            scopes: try scopes(),
            method: .jwt,
            credentialID: try string("jti"),
            expiresAt: expiresAt,
            claims: claims
        )
    }

    private func clientID() throws(AuthenticationFailure) -> String? {
        if let path = trusted.clientClaim { return try string(at: path) }
        if let client = try string("client_id") { return client }
        return try string("azp")
    }

    private func tenant() throws(AuthenticationFailure) -> String? {
        let path = trusted.tenantClaim
        guard let value = path.value(in: claims), !value.isNull else { return nil }
        guard let tenant = value.stringValue, !tenant.isEmpty else {
            throw .refused("the token's \"\(path)\" claim is not a string, or is empty")
        }
        return tenant
    }

    private mutating func checkTimes() throws(AuthenticationFailure) {
        let leeway = trusted.leewaySeconds
        guard now < expiresAt + leeway else { throw .refused("the token has expired") }
        if let notBefore = try Self.time("nbf", in: claims, rounded: .up), notBefore > now + leeway {
            throw .refused("the token is not valid yet")
        }
        guard let issuedAt = try Self.time("iat", in: claims, rounded: .up) else {
            guard !trusted.typePolicy.demandsAccessToken, trusted.maximumAge == nil else {
                throw .refused("the token has no \"iat\" claim")
            }
            return
        }
        guard issuedAt <= now + leeway else { throw .refused("the token was issued in the future") }
        if let maximum = trusted.maximumAge?.components.seconds {
            guard now - issuedAt < maximum + leeway else { throw .refused("the token was issued too long ago") }
            expiresAt = min(expiresAt, issuedAt + maximum)
        }
    }

    private func checkAudience() throws(AuthenticationFailure) {
        let audiences: [String]
        switch claims["aud"] {
        case .string(let audience)?: audiences = [audience]
        case .array(let elements)?: audiences = try Self.strings(elements, named: "aud")
        case nil: throw .refused("the token has no \"aud\" claim")
        default: throw .refused("the token's \"aud\" claim is neither a string nor an array of strings")
        }
        let count = audiences.count { audience in trusted.audiences.contains { $0.isSameAudience(as: audience) } }
        guard count > 0 else { throw .refused("the token is not meant for this server") }
        guard count == audiences.count || trusted.audienceRule.allowsOthers else {
            throw .refused("the token is meant for other servers as well")
        }
    }

    private func checkRequired() throws(AuthenticationFailure) {
        for name in trusted.typePolicy.requiredClaims {
            guard let value = claims[name] else { throw .refused("the token has no \"\(name)\" claim") }
            guard let text = value.stringValue, !text.isEmpty else {
                throw .refused("the token's \"\(name)\" claim is not a string, or is empty")
            }
        }
        for name in trusted.requiredClaims {
            guard let value = claims[name], !value.isNull else { throw .refused("the token has no \"\(name)\" claim") }
        }
        _ = try string("jti")
    }

    /// The scopes: `scope` as RFC 8693 has it, one string, or else `scp`, as some issuers name it, where no claim is
    /// configured; each may also be an array.
    private func scopes() throws(AuthenticationFailure) -> Set<String> {
        if let path = trusted.scopesClaim { return try words(path.value(in: claims), named: path.description) }
        if let scope = claims["scope"] { return try words(scope, named: "scope") }
        return try words(claims["scp"], named: "scp")
    }

    private func words(_ value: JSONValue?, named name: String) throws(AuthenticationFailure) -> Set<String> {
        try Self.words(value, named: name)
    }

    /// The words of a text, or the texts of an array.
    static func words(_ value: JSONValue?, named name: String) throws(AuthenticationFailure) -> Set<String> {
        switch value {
        case nil, .null?: return []
        case .string(let text)?: return Set(text.split(separator: " ").map(String.init))
        case .array(let elements)?: return Set(try strings(elements, named: name))
        default: throw .refused("the token's \"\(name)\" claim is neither a string nor an array of strings")
        }
    }

    private func string(_ name: String) throws(AuthenticationFailure) -> String? {
        guard let value = claims[name], !value.isNull else { return nil }
        guard let text = value.stringValue else { throw .refused("the token's \"\(name)\" claim is not a string") }
        return text
    }

    private func string(at path: ClaimPath) throws(AuthenticationFailure) -> String? {
        guard let value = path.value(in: claims), !value.isNull else { return nil }
        guard let text = value.stringValue else { throw .refused("the token's \"\(path)\" claim is not a string") }
        return text
    }

    static func strings(
        _ elements: [JSONValue],
        named name: String
    ) throws(AuthenticationFailure) -> [String] {
        var strings: [String] = []
        strings.reserveCapacity(elements.count)
        for element in elements {
            guard let text = element.stringValue else {
                throw .refused("the token's \"\(name)\" claim is neither a string nor an array of strings")
            }
            strings.append(text)
        }
        return strings
    }

    /// The last second of the year 9999. What lies beyond was not meant as a time in seconds.
    private static let latestTime: Double = 253_402_300_799

    /// A NumericDate (RFC 7519, section 2), which may have a fraction.
    static func time(
        _ name: String,
        in claims: JSONObject,
        rounded rule: FloatingPointRoundingRule
    ) throws(AuthenticationFailure) -> Int64? {
        guard let value = claims[name] else { return nil }
        guard let number = value.doubleValue, number >= 0, number <= latestTime,
            let seconds = Int64(exactly: number.rounded(rule))
        else { throw .refused("the token's \"\(name)\" claim is not a time in seconds since 1970") }
        return seconds
    }
}
