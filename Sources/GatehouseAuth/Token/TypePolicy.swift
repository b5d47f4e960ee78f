import Gatehouse
import GatehouseJSON

/// Which kinds of JWT an issuer's tokens may be (RFC 8725, section 3.11).
public struct TypePolicy: Sendable, Hashable {
    private let isStrict: Bool

    /// RFC 9068's access tokens and nothing else: `typ` is `at+jwt`, and `sub`, `client_id`, `jti` and `iat` are there.
    public static let accessToken = TypePolicy(isStrict: true)

    /// Also tokens that do not say what they are: `typ` may be absent or `JWT`, and of RFC 9068's claims only `sub` is
    /// needed. For issuers that do not follow RFC 9068. What marks itself as another kind of token is refused still.
    public static let untyped = TypePolicy(isStrict: false)

    /// Whether tokens must say that they are access tokens.
    var demandsAccessToken: Bool { isStrict }

    /// The claims that must be there and be strings that are not empty.
    var requiredClaims: [String] {
        isStrict ? ["sub", "client_id", "jti"] : ["sub"]
    }

    /// - Throws: ``AuthenticationFailure``, *invalid*, where the header's `typ` is not one that the policy takes.
    func check(_ type: String?) throws(AuthenticationFailure) {
        if type == "at+jwt" { return }
        guard !isStrict else { throw .refused("the token's \"typ\" is not \"at+jwt\"") }
        guard type == nil || type == "jwt" else {
            throw .refused("the token's \"typ\" is neither \"at+jwt\" nor \"JWT\"")
        }
    }

    /// Refuses what calls itself another kind of token in its claims, as Keycloak's (`typ`) and Cognito's
    /// (`token_use`) do.
    ///
    /// - Throws: ``AuthenticationFailure``, *invalid*.
    func check(_ claims: JSONObject) throws(AuthenticationFailure) {
        if let use = claims["token_use"], use != "access" {
            throw .refused("the token's \"token_use\" claim is not \"access\"")
        }
        if let kind = claims["typ"]?.stringValue, ["ID", "Refresh", "Offline", "Logout"].contains(kind) {
            throw .refused("the token's \"typ\" claim says that it is not an access token")
        }
    }
}
