/// Gives the access tokens of a caller.
///
/// A client asks before every request, so a provider keeps its token for as long as it is good. After a 401, or a 403
/// that wants other scopes, it is asked once more, with the challenge (basic/authorization, 2026-07-28); a refusal of
/// the second token is the call's error.
public protocol TokenProvider: Sendable {
    /// The token to send, without the word `Bearer`.
    ///
    /// - Parameter challenge: Why the last token was refused; nothing before the first request.
    /// - Throws: Whatever keeps the provider from giving one. The call fails with ``ClientError/Kind/unauthorized``.
    func token(for challenge: AuthorizationChallenge?) async throws -> String?
}

/// One token, which is all there is.
struct FixedToken: TokenProvider {
    let token: String

    func token(for challenge: AuthorizationChallenge?) async throws -> String? { token }
}
