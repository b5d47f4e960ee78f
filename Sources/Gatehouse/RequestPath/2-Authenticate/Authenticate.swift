import GatehouseJSON
import GatehouseProtocol

/// A request whose sender is known.
///
/// An object, as ``Received`` is: every later step's value holds it.
final class Authenticated: Sendable {
    let received: Received
    let principal: Principal
    private let challenges: Challenges

    fileprivate init(received: Received, principal: Principal, challenges: Challenges) {
        self.received = received
        self.principal = principal
        self.challenges = challenges
    }

    /// The same caller with a message that its request holds: a batch's, or one of an older transport's.
    func carrying(_ received: Received) -> Authenticated {
        Authenticated(received: received, principal: principal, challenges: challenges)
    }

    /// The challenges of a refusal later on, which tell a client about getting a better token.
    func challenges(error: String, description: String, scopes: [String]? = nil) -> [Reply.Field] {
        challenges.fields(for: received.head, error: error, description: description, scopes: scopes)
    }
}

/// Step 2: establishes who is calling, before a byte of the body is read as JSON.
///
/// Implements basic/authorization (2026-07-28): every request is authenticated by itself, whatever session or
/// connection it belongs to; 401 and 400 carry a challenge that leads to the metadata of RFC 9728.
///
/// What was wrong with credentials is not told: a bad signature, an unknown key and a malformed token have the same
/// answer. It carries the request's number, by which the exact reason is found in the log.
struct Authenticate: Sendable {
    let authenticator: any Authenticator
    private let challenges: Challenges

    init(authenticator: any Authenticator, challenge: @escaping @Sendable (RequestHead) -> Challenge) {
        self.authenticator = authenticator
        challenges = Challenges(schemes: authenticator.challengeSchemes, make: challenge)
    }

    /// Establishes the caller where there is nothing to wait for.
    ///
    /// - Returns: Nothing where there may be.
    func atOnce(_ received: Received, requestID: String) throws(Refusal) -> Authenticated? {
        do throws(AuthenticationFailure) {
            guard let principal = try authenticator.authenticateAtOnce(Credentials(received.head)) else { return nil }
            return Authenticated(received: received, principal: principal, challenges: challenges)
        } catch {
            throw refusal(for: error, of: received.head, requestID)
        }
    }

    func callAsFunction(_ received: Received, requestID: String) async throws(Refusal) -> Authenticated {
        do throws(AuthenticationFailure) {
            let principal = try await authenticator.authenticate(Credentials(received.head))
            return Authenticated(received: received, principal: principal, challenges: challenges)
        } catch {
            throw refusal(for: error, of: received.head, requestID)
        }
    }

    private func refusal(for failure: AuthenticationFailure, of head: RequestHead, _ requestID: String) -> Refusal {
        let reply = AuthenticationReply(failure.kind)
        var fields: [Reply.Field] = []
        if reply.isChallenge {
            fields = challenges.fields(for: head, error: reply.error, description: reply.description)
            fields.append(Reply.Field("Cache-Control", "no-store"))
        }
        fields += reply.fields
        let data: JSONValue? = reply.hasReference ? ["reference": .string(requestID)] : nil
        return Refusal(
            .authenticate, status: reply.status, error: JSONRPCError(reply.code, reply.message, data: data),
            fields: fields, reason: failure.reason)
    }
}
