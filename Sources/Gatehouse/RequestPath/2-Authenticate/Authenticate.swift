import GatehouseProtocol

/// A request whose sender is known.
///
/// An object, as ``Received`` is: every later step's value holds it.
final class Authenticated: Sendable {
    let received: Received
    let principal: Principal
    private let makeChallenge: @Sendable (RequestHead) -> Challenge

    fileprivate init(
        received: Received,
        principal: Principal,
        challenge: @escaping @Sendable (RequestHead) -> Challenge
    ) {
        self.received = received
        self.principal = principal
        self.makeChallenge = challenge
    }

    /// What a refusal later on tells a client about getting a better token.
    var challenge: Challenge { makeChallenge(received.head) }
}

/// Step 2: establishes who is calling, before a byte of the body is read as JSON.
///
/// Implements basic/authorization (2026-07-28): every request is authenticated by itself, whatever session or
/// connection it belongs to; 401 and 400 carry a challenge that leads to the metadata of RFC 9728.
struct Authenticate: Sendable {
    let authenticator: any Authenticator
    let challenge: @Sendable (RequestHead) -> Challenge

    func callAsFunction(_ received: Received) async throws(Refusal) -> Authenticated {
        do throws(AuthenticationFailure) {
            let credentials = Credentials(authorization: received.head.authorization)
            let principal = try await authenticator.authenticate(credentials)
            return Authenticated(received: received, principal: principal, challenge: challenge)
        } catch {
            throw refusal(for: error, challenge: challenge(received.head))
        }
    }

    private func refusal(for failure: AuthenticationFailure, challenge: Challenge) -> Refusal {
        switch failure.kind {
        case .missing:
            refusal(401, failure, "authentication is required: send a bearer token", challenge.value())
        case .malformed:
            refusal(
                400, failure, "the request's credentials are malformed: send one Authorization field",
                challenge.value(
                    error: "invalid_request", description: "The request needs exactly one bearer token"))
        case .invalid:
            refusal(
                401, failure, "the access token is not valid for this server",
                challenge.value(error: "invalid_token", description: "The access token is not valid for this server"))
        case .unavailable(let retryAfter):
            Refusal(
                .authenticate, status: 503,
                error: JSONRPCError(.overloaded, "callers cannot be verified at the moment"),
                fields: [Reply.Field("Retry-After", String(max(1, retryAfter.wholeSeconds)))],
                reason: failure.reason)
        }
    }

    private func refusal(
        _ status: Int,
        _ failure: AuthenticationFailure,
        _ message: String,
        _ challenge: String
    ) -> Refusal {
        Refusal(
            .authenticate, status: status, error: JSONRPCError(.unauthorized, message),
            fields: [Reply.Field("WWW-Authenticate", challenge), Reply.Field("Cache-Control", "no-store")],
            reason: failure.reason)
    }
}
