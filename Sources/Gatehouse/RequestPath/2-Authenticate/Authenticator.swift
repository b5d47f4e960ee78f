/// Establishes who is calling.
///
/// An implementation is asked on every request; it keeps what it verified, bounded, so that the second request with a
/// token is cheap. It must not throw anything away that a caller could use to tell one refusal from another: the
/// reason goes to the log alone.
public protocol Authenticator: Sendable {
    /// Verifies the credentials of one request.
    ///
    /// - Throws: ``AuthenticationFailure`` where there are none, or none that hold.
    func authenticate(_ credentials: Credentials) async throws(AuthenticationFailure) -> Principal
}

/// What a request brings to prove who sent it.
public struct Credentials: Sendable {
    /// The value of every `Authorization` field line, in order, untouched.
    public var authorization: FieldLines

    public init(authorization: FieldLines) {
        self.authorization = authorization
    }
}

/// Why a caller was not established.
public struct AuthenticationFailure: Error, Sendable, Hashable {
    /// The kinds of failure, each with its own answer (RFC 6750, section 3.1).
    public enum Kind: Sendable, Hashable {
        /// No credentials came: 401 with a challenge that has no `error`.
        case missing
        /// The request is malformed, as with two `Authorization` fields: 400 `invalid_request`.
        case malformed
        /// The credentials do not hold: 401 `invalid_token`. Which check refused them is not told.
        case invalid
        /// It cannot be decided now, as while the keys' source is down: 503 with `Retry-After`.
        case unavailable(retryAfter: Duration)
    }

    public let kind: Kind
    /// The exact reason, for the log alone. It never holds the token or a part of it.
    public let reason: String

    public init(_ kind: Kind, reason: String) {
        self.kind = kind
        self.reason = reason
    }
}
