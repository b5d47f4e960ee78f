import GatehouseJSON

/// Turns an answer that is no result into sentences.
enum ServerRefusal {
    private static var advice: String {
        "Make one with \"\(Application.current.name) token --subject NAME --roles ROLE\" beside the server's data "
            + "folder, and pass it with --token or in GATEHOUSE_TOKEN."
    }

    /// What is told to the person at the terminal.
    static func failure(_ reply: ServerReply, endpoint: ClientEndpoint) -> CommandFailure {
        CommandFailure(.refused, TerminalText.safe(sentence(reply, endpoint)))
    }

    private static func sentence(_ reply: ServerReply, _ endpoint: ClientEndpoint) -> String {
        switch reply.status {
        case 401 where endpoint.token == nil: "the server wants a token, and none was given. \(advice)"
        case 401: "the server does not accept the token: it is wrong, too old, or meant for another server. \(advice)"
        case 403: forbidden(reply)
        case 429: "the limit of calls is reached; \(retry(reply))"
        case 503: "the server has no room for the call now; \(retry(reply))"
        case 404 where reply.error == nil, 405 where reply.error == nil:
            "there is no MCP endpoint at \(endpoint.url); its path is /mcp unless the server is told otherwise"
        default: refused(reply)
        }
    }

    private static func forbidden(_ reply: ServerReply) -> String {
        let data = reply.error?["data"]?.objectValue
        let permissions = strings(data?["missingPermissions"])
        let scopes = data == nil ? challengedScopes(reply) : strings(data?["missingScopes"])
        var missing: [String] = []
        if !permissions.isEmpty { missing.append("permission \(permissions.joined(separator: ", "))") }
        if !scopes.isEmpty { missing.append("scope \(scopes.joined(separator: ", "))") }
        guard missing.isEmpty else {
            return "the caller may not do this: it lacks the \(missing.joined(separator: " and the "))"
        }
        return refused(reply)
    }

    /// The scopes of a challenge (RFC 6750, section 3), for servers that name them nowhere else.
    private static func challengedScopes(_ reply: ServerReply) -> [String] {
        guard let match = reply.challenge?.firstMatch(of: /[ ,]scope="([^"]*)"/) else { return [] }
        return match.1.split(separator: " ").map(String.init)
    }

    private static func refused(_ reply: ServerReply) -> String {
        guard let error = reply.error else {
            return "the server answered with HTTP status \(reply.status), and with no message that says why"
        }
        let message = error["message"]?.stringValue ?? "it gives no reason"
        let code = error["code"]?.integerValue.map { " (code \($0))" } ?? ""
        return "the server refused: \(message)\(code)"
    }

    private static func retry(_ reply: ServerReply) -> String {
        guard let seconds = reply.retryAfter.flatMap({ Int($0) }), seconds >= 0 else { return "try again later" }
        return "try again in \(seconds) \(seconds == 1 ? "second" : "seconds")"
    }

    private static func strings(_ value: JSONValue?) -> [String] {
        value?.arrayValue?.compactMap(\.stringValue) ?? []
    }
}
