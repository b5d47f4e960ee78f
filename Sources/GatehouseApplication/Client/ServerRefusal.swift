import GatehouseClient
import GatehouseJSON
import GatehouseProtocol

/// Turns what kept a command from its result into sentences for the person at the terminal.
struct ServerRefusal {
    /// The server, as its address or its command.
    let server: ServerPlace
    /// How long an answer may take.
    let timeout: Duration

    private var advice: String {
        "Make one with \"\(Application.current.name) token --subject NAME --roles ROLE\" beside the server's data "
            + "folder, and pass it with --token or in GATEHOUSE_TOKEN."
    }

    /// What is told to the person at the terminal.
    func failure(_ error: ClientError) -> CommandFailure {
        switch error.kind {
        case .timedOut:
            CommandFailure(
                .unreachable,
                "\(server.name) did not answer within \(Quantity.text(of: timeout)); "
                    + "a longer time can be given with --timeout")
        case .notConnected: notConnected(error.reason)
        case .disconnected:
            CommandFailure(
                .unreachable,
                "the connection to \(server.name) broke before the answer was complete: "
                    + TerminalText.safe(error.reason))
        case .unreadable:
            CommandFailure(
                .refused,
                "\(server.name) sent an answer that is not one of MCP: \(TerminalText.safe(error.reason))")
        case .serverError, .httpStatus, .sessionEnded: CommandFailure(.refused, TerminalText.safe(sentence(error)))
        default: CommandFailure(.refused, TerminalText.safe(error.description))
        }
    }

    private func notConnected(_ reason: String) -> CommandFailure {
        guard server.isRemote else {
            return CommandFailure(.unreachable, "cannot start the server: \(TerminalText.safe(reason))")
        }
        return CommandFailure(
            .unreachable,
            "cannot connect to \(server.name): \(reason). Start the server with \"\(Application.current.name) serve\", "
                + "or name another one with --url.")
    }

    private func sentence(_ error: ClientError) -> String {
        switch error.http?.status {
        case 401 where !server.hasToken: "the server wants a token, and none was given. \(advice)"
        case 401: "the server does not accept the token: it is wrong, too old, or meant for another server. \(advice)"
        case 403: forbidden(error)
        case 429: "the limit of calls is reached; \(retry(error))"
        case 503: "the server has no room for the call now; \(retry(error))"
        case 404 where error.response == nil, 405 where error.response == nil:
            "there is no MCP endpoint at \(server.name); its path is /mcp unless the server is told otherwise"
        default: refused(error)
        }
    }

    private func forbidden(_ error: ClientError) -> String {
        let data = error.response?.data?.objectValue
        let permissions = strings(data?["missingPermissions"])
        // A challenge says it for servers that name scopes nowhere else (RFC 6750, section 3).
        let scopes = data == nil ? error.http?.challenge?.scopes ?? [] : strings(data?["missingScopes"])
        var missing: [String] = []
        if !permissions.isEmpty { missing.append("permission \(permissions.joined(separator: ", "))") }
        if !scopes.isEmpty { missing.append("scope \(scopes.joined(separator: ", "))") }
        guard missing.isEmpty else {
            return "the caller may not do this: it lacks the \(missing.joined(separator: " and the "))"
        }
        return refused(error)
    }

    private func refused(_ error: ClientError) -> String {
        if error.response != nil { return error.description }
        let status = error.http.map { "HTTP status \($0.status)" } ?? error.reason
        return "the server answered with \(status), and with no message that says why"
    }

    private func retry(_ error: ClientError) -> String {
        guard let seconds = error.http?.retryAfter.flatMap({ Int($0) }), seconds >= 0 else { return "try again later" }
        return "try again in \(seconds) \(seconds == 1 ? "second" : "seconds")"
    }

    private func strings(_ value: JSONValue?) -> [String] {
        value?.arrayValue?.compactMap(\.stringValue) ?? []
    }
}
