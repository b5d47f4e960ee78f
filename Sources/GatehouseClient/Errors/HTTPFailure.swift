/// What an HTTP response said besides its body.
public struct HTTPFailure: Sendable, Hashable {
    /// The status.
    public var status: Int
    /// `Retry-After`, as it came (RFC 9110, section 10.2.3).
    public var retryAfter: String?
    /// What the server wants of the credentials, where it said so in `WWW-Authenticate`.
    public var challenge: AuthorizationChallenge?

    /// Describes a response.
    public init(status: Int, retryAfter: String? = nil, challenge: AuthorizationChallenge? = nil) {
        self.status = status
        self.retryAfter = retryAfter
        self.challenge = challenge
    }
}
