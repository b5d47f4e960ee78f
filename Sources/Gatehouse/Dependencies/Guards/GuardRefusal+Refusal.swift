import GatehouseJSON
import GatehouseProtocol

extension GuardRefusal {
    /// The step's refusal that tells the caller.
    func refusal(_ step: Step, of routed: Routed, by who: String) -> Refusal {
        Refusal(
            step, status: code.status(in: routed.request.revision),
            error: JSONRPCError(code, message, data: errorData), fields: fields(routed.caller),
            reason: "\(who) refused")
    }

    private var code: ErrorCode {
        switch kind {
        case .unauthorized: .unauthorized
        case .forbidden: .forbidden
        case .tooManyRequests: .tooManyRequests
        }
    }

    private var errorData: JSONValue? {
        var all = data
        if case .tooManyRequests(let time) = kind { all["retryAfterMs"] = .integer(max(0, time.wholeMilliseconds)) }
        return all.isEmpty ? nil : .object(all)
    }

    private func fields(_ caller: Authenticated) -> [Reply.Field] {
        switch kind {
        case .unauthorized:
            return caller.challenges(
                error: "invalid_token", description: "The access token is not valid for this operation")
                + [Reply.Field("Cache-Control", "no-store")]
        case .forbidden(let scopes):
            guard !scopes.isEmpty else { return [] }
            return caller.challenges(
                error: "insufficient_scope", description: "The operation needs more scopes", scopes: scopes)
        case .tooManyRequests(let time):
            return [Reply.Field("Retry-After", String(max(1, time.wholeSeconds)))]
        }
    }
}
