import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Synchronization

/// Sends requests with the caller's token, and once more with another one where the server wants that.
///
/// Implements the client's part of basic/authorization (2026-07-28), "Scope Challenge Handling" and "Access Token
/// Usage": what to do with the challenge is the ``TokenProvider``'s matter.
final class AuthorizedConnections: Sendable {
    private struct State {
        var token: String?
        var onChange: (@Sendable () -> Void)?
    }

    /// Where requests go, unless told otherwise.
    let url: String
    let reader: MessageReader
    private let fields: [(name: String, value: String)]
    private let tokens: (any TokenProvider)?
    private let connections = HTTPConnections()
    private let state = Mutex(State())

    init(_ endpoint: HTTPEndpoint, _ options: ClientOptions) {
        url = endpoint.url
        tokens = endpoint.tokens
        reader = MessageReader(maximumBytes: options.limits.maximumMessageBytes)
        let agent = "\(options.info.name)/\(options.info.version)"
        fields = (HeaderText.isFieldValue(agent) ? [("User-Agent", agent)] : []) + endpoint.fields
    }

    /// Takes what is told whenever another token is used than before.
    func onTokenChange(_ action: @escaping @Sendable () -> Void) {
        state.withLock { $0.onChange = action }
    }

    /// Sends a request, and returns when the head of the response is there that counts.
    func execute(_ call: HTTPConnections.Call) async throws(ClientError) -> HTTPClientResponse {
        let token = try await token(for: nil)
        let response = try await connections.execute(authorized(call, token))
        guard let tokens, tokens as? FixedToken == nil, let challenge = Self.challenge(of: response) else {
            return response
        }
        let next = try await self.token(for: challenge)
        guard let next, next != token else { return response }
        return try await connections.execute(authorized(call, next))
    }

    func close() async {
        state.withLock { $0.onChange = nil }
        await connections.close()
    }

    /// What a response of failure says besides its body; nothing for a response of success.
    static func failure(of response: HTTPClientResponse) -> HTTPFailure? {
        guard !(200..<300).contains(response.status.code) else { return nil }
        return HTTPFailure(
            status: Int(response.status.code),
            retryAfter: response.headers.first(name: "Retry-After"),
            challenge: fieldChallenge(of: response)
        )
    }

    /// The body of a response, within the bound.
    func body(of response: HTTPClientResponse) async throws(ClientError) -> [UInt8] {
        var bytes: [UInt8] = []
        do {
            for try await piece in response.body {
                guard bytes.count + piece.readableBytes <= reader.maximumBytes else { throw reader.tooLarge }
                bytes.append(contentsOf: piece.readableBytesView)
            }
        } catch {
            throw HTTPErrorSorting.sort(error)
        }
        return bytes
    }

    private func authorized(_ call: HTTPConnections.Call, _ token: String?) -> HTTPConnections.Call {
        var call = call
        call.fields += fields
        if let token { call.fields.append(("Authorization", "Bearer \(token)")) }
        return call
    }

    private func token(for challenge: AuthorizationChallenge?) async throws(ClientError) -> String? {
        guard let tokens else { return nil }
        let token: String?
        do {
            token = try await tokens.token(for: challenge)
        } catch {
            if Task.isCancelled { throw .cancelled }
            throw ClientError(.unauthorized, "the token provider gave no token: \(error)", cause: error)
        }
        if let token, token.isEmpty || !HeaderText.isFieldValue(token) {
            throw ClientError(.unauthorized, "the token has characters that no header field can carry")
        }
        let onChange = state.withLock { state -> (@Sendable () -> Void)? in
            defer { state.token = token }
            return state.token == nil || state.token == token ? nil : state.onChange
        }
        onChange?()
        return token
    }

    /// The challenge that another token may answer.
    private static func challenge(of response: HTTPClientResponse) -> AuthorizationChallenge? {
        switch response.status.code {
        case 401: fieldChallenge(of: response) ?? AuthorizationChallenge(scheme: "bearer", parameters: [:])
        case 403:
            fieldChallenge(of: response).flatMap { $0.error == "insufficient_scope" ? $0 : nil }
        default: nil
        }
    }

    private static func fieldChallenge(of response: HTTPClientResponse) -> AuthorizationChallenge? {
        let lines = response.headers["WWW-Authenticate"]
        return lines.isEmpty ? nil : AuthorizationChallenge(lines.joined(separator: ", "))
    }
}
