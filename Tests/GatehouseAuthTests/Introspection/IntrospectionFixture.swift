import Gatehouse
import GatehouseFetch
import Logging
import Synchronization

@testable import GatehouseAuth

/// An authenticator that asks an endpoint which answers as a test says.
struct IntrospectionFixture {
    static let token = "2YotnFZFEjr1zCsicMWpAA"

    let clock = TestClock(TokenText.now)
    let instant = TestInstant()
    let endpoint = ScriptedEndpoint()
    let authenticator: IntrospectionAuthenticator

    init(
        revocations: (any RevocationList)? = nil, adjust: (inout IntrospectionOptions) -> Void = { _ in }
    ) throws {
        var options = IntrospectionOptions(
            endpoint: "https://issuer.example/introspect", clientID: "gate house", clientSecret: ClientSecret("s:é+"),
            issuer: "https://issuer.example", audiences: [TokenText.audience])
        adjust(&options)
        authenticator = try IntrospectionAuthenticator(
            options, fetcher: endpoint, revocations: revocations,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            now: clock.now, instant: instant.now)
    }

    func authenticate(_ token: String = Self.token) async throws(AuthenticationFailure) -> Principal {
        try await authenticator.authenticate(.post(["Bearer \(token)"]))
    }

    func failure(_ token: String = Self.token) async -> AuthenticationFailure? {
        await authenticator.failure(.post(["Bearer \(token)"]))
    }

    /// An answer for a token that holds, after a change.
    static func active(_ name: String = "x", _ json: String? = nil) -> String {
        var members = [
            ("active", "true"), ("sub", "\"opal\""), ("aud", "\"\(TokenText.audience)\""),
            ("iss", "\"https://issuer.example\""), ("exp", "\(TokenText.now + 600)"), ("client_id", "\"cli\""),
            ("scope", "\"a b\""), ("roles", "[\"reader\"]"), ("token_type", "\"Bearer\""), ("jti", "\"o-1\""),
        ].filter { $0.0 != name }
        if let json { members.append((name, json)) }
        return "{" + members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
    }
}

/// Answers questions about tokens, and remembers them.
final class ScriptedEndpoint: Fetching {
    private let state = Mutex<(requests: [OutgoingRequest], answer: Result<String, OutgoingFailure>, gate: Latch?)>(
        ([], .success(IntrospectionFixture.active()), nil))

    var requests: [OutgoingRequest] { state.withLock { $0.requests } }

    func answer(_ text: String) { state.withLock { $0.answer = .success(text) } }

    func fail() { state.withLock { $0.answer = .failure(ScriptedFetch.down) } }

    /// Lets questions wait until the latch is open.
    func hold(_ latch: Latch) { state.withLock { $0.gate = latch } }

    func fetch(_ request: OutgoingRequest) async throws(OutgoingFailure) -> OutgoingResponse {
        let (answer, gate) = state.withLock { state in
            state.requests.append(request)
            return (state.answer, state.gate)
        }
        if let gate { await gate.wait() }
        return OutgoingResponse(body: Array(try answer.get().utf8))
    }
}
