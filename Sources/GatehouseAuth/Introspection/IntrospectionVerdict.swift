import Gatehouse
import GatehouseJSON

/// What an answer of the endpoint says of a token.
enum IntrospectionVerdict: Sendable {
    case active(Principal)
    /// The token does not hold, for this reason.
    case refused(String)
}

/// An answer that is no answer to the question, so that nothing is known of the token.
struct UnusableAnswer: Error {
    let reason: String
}

/// Reads an answer (RFC 7662, section 2.2) as strictly as a token's claims are read.
struct IntrospectionAnswer {
    /// How long an answer may be, and how deep.
    static let limits = JSONLimits(maximumBytes: 64 * 1024, maximumDepth: 16)

    let options: IntrospectionOptions
    let now: Int64

    /// What an answer's body says.
    ///
    /// - Throws: ``UnusableAnswer`` where it is no JSON object, or `active` is missing or no boolean: then the endpoint, and
    ///   not the token, is wrong.
    func verdict(_ body: [UInt8]) throws(UnusableAnswer) -> IntrospectionVerdict {
        guard let value = try? JSONValue(parsing: body, limits: Self.limits), case .object(let answer) = value else {
            throw UnusableAnswer(reason: "it is not a JSON object")
        }
        guard case .bool(let isActive)? = answer["active"] else {
            throw UnusableAnswer(reason: "its \"active\" is not a boolean")
        }
        guard isActive else { return .refused("the endpoint says that the token is not active") }
        do throws(AuthenticationFailure) {
            return .active(try principal(answer))
        } catch {
            return .refused(error.reason)
        }
    }

    private func principal(_ answer: JSONObject) throws(AuthenticationFailure) -> Principal {
        let expiresAt = try checkTimes(answer)
        try checkIssuer(answer)
        try checkAudience(answer)
        try checkType(answer)
        guard let subject = try text("sub", in: answer), !subject.isEmpty else {
            throw .refused("the token has no \"sub\" claim")
        }
        let tenant = options.tenantClaim.value(in: answer)
        guard tenant == nil || tenant?.isNull == true || tenant?.stringValue?.isEmpty == false else {
            throw .refused("the token's \"\(options.tenantClaim)\" claim is not a string, or is empty")
        }
        return Principal(
            subject: subject, issuer: options.issuer, clientID: try text("client_id", in: answer),
            tenant: tenant?.stringValue,
            groups: try words(options.groupsClaim, in: answer), roles: try words(options.rolesClaim, in: answer),
            scopes: try TokenClaims.words(answer["scope"], named: "scope"), method: .introspection,
            credentialID: try text("jti", in: answer),
            // A token of which the end is not known is asked about again; what it opened does not outlast the answer.
            expiresAt: expiresAt ?? now + options.timeToLive.components.seconds, claims: answer)
    }

    private func checkTimes(_ answer: JSONObject) throws(AuthenticationFailure) -> Int64? {
        let leeway = options.leeway.components.seconds
        let expiresAt = try TokenClaims.time("exp", in: answer, rounded: .down)
        if let expiresAt, now >= expiresAt + leeway { throw .refused("the token has expired") }
        if let notBefore = try TokenClaims.time("nbf", in: answer, rounded: .up), notBefore > now + leeway {
            throw .refused("the token is not valid yet")
        }
        if let issuedAt = try TokenClaims.time("iat", in: answer, rounded: .up), issuedAt > now + leeway {
            throw .refused("the token was issued in the future")
        }
        return expiresAt
    }

    private func checkIssuer(_ answer: JSONObject) throws(AuthenticationFailure) {
        guard let issuer = try text("iss", in: answer) else { return }
        guard issuer.isExactly(options.issuer) else { throw .refused("the token is of another issuer") }
    }

    private func checkAudience(_ answer: JSONObject) throws(AuthenticationFailure) {
        let audiences: [String]
        switch answer["aud"] {
        case .string(let audience)?: audiences = [audience]
        case .array(let elements)?: audiences = try TokenClaims.strings(elements, named: "aud")
        case nil:
            guard options.audienceDemand.isRequired else { return }
            throw .refused("the token has no \"aud\" claim")
        default: throw .refused("the token's \"aud\" claim is neither a string nor an array of strings")
        }
        let isOurs = audiences.contains { audience in options.audiences.contains { $0.isSameAudience(as: audience) } }
        guard isOurs else { throw .refused("the token is not meant for this server") }
    }

    /// A refresh token that the endpoint knows is no access token.
    private func checkType(_ answer: JSONObject) throws(AuthenticationFailure) {
        guard let type = try text("token_type", in: answer) else { return }
        guard ["bearer", "dpop", "access_token"].contains(type.lowercased()) else {
            throw .refused("the token's \"token_type\" is not that of an access token")
        }
    }

    private func words(_ path: ClaimPath, in answer: JSONObject) throws(AuthenticationFailure) -> Set<String> {
        try TokenClaims.words(path.value(in: answer), named: path.description)
    }

    private func text(_ name: String, in answer: JSONObject) throws(AuthenticationFailure) -> String? {
        guard let value = answer[name], !value.isNull else { return nil }
        guard let text = value.stringValue else { throw .refused("the token's \"\(name)\" claim is not a string") }
        return text
    }
}
