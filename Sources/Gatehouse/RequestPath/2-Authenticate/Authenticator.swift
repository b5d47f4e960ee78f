/// Establishes who is calling.
///
/// An implementation is asked on every request; it keeps what it verified, bounded, so that the second request with a
/// token is cheap. It must not throw anything away that a caller could use to tell one refusal from another: the
/// reason goes to the log alone.
public protocol Authenticator: Sendable {
    /// The names, in lower case, of the header fields that it reads besides `Authorization`, as `x-api-key` or `dpop`.
    /// They are found in ``Credentials/lines(of:)``.
    var headerFieldNames: Set<String> { get }

    /// The schemes that a refusal offers, the preferred one first; each has a challenge of its own (RFC 9110, section
    /// 11.6.1).
    var challengeSchemes: [ChallengeScheme] { get }

    /// Verifies the credentials of one request.
    ///
    /// - Throws: ``AuthenticationFailure`` where there are none, or none that hold.
    func authenticate(_ credentials: Credentials) async throws(AuthenticationFailure) -> Principal

    /// Verifies the credentials of one request where there is nothing to wait for, as of a token that was verified a moment
    /// ago: then no task has to be able to wait. What it decides is what ``authenticate(_:)`` would.
    ///
    /// - Returns: Nothing where ``authenticate(_:)`` has to be asked.
    /// - Throws: ``AuthenticationFailure`` where the credentials do not hold.
    func authenticateAtOnce(_ credentials: Credentials) throws(AuthenticationFailure) -> Principal?

    /// Why the credential does not hold any more by which somebody was established.
    ///
    /// It is asked every few seconds about everything that lasts longer than a request: streams, sessions and tasks. What
    /// cannot be found out now counts as held.
    ///
    /// - Returns: Nothing where it holds, and by default.
    func withdrawal(of principal: Principal) async -> Withdrawal?
}

extension Authenticator {
    /// None but `Authorization`.
    public var headerFieldNames: Set<String> { [] }

    /// Nothing is known at once.
    public func authenticateAtOnce(_ credentials: Credentials) throws(AuthenticationFailure) -> Principal? { nil }

    /// Bearer tokens (RFC 6750).
    public var challengeSchemes: [ChallengeScheme] { [.bearer] }

    /// Nothing: what was established holds.
    public func withdrawal(of principal: Principal) async -> Withdrawal? { nil }
}
