/// What is known about a request when it has been answered: one line of the log.
///
/// It holds no credentials and no argument's value. What a caller sent stands in it only where a refusal names it, cut
/// short: an unknown tool or method, a host or origin that is not allowed.
public struct RequestRecord: Sendable {
    /// The request's number.
    public let requestID: String
    /// What carried it.
    public let transport: Transport
    /// The peer's address.
    public let remoteAddress: String?
    /// Who called, once that is known.
    public internal(set) var caller: String?
    /// The organisation that the caller belongs to, where the credential names one.
    public internal(set) var tenant: String?
    /// How the caller was established.
    public internal(set) var authentication: Principal.Method?
    /// Which credential it was: the number of an API key, a token's `jti`.
    public internal(set) var credentialID: String?
    /// The method, once it is read and known to be one.
    public internal(set) var method: String?
    /// The name of the tool, prompt or resource.
    public internal(set) var name: String?
    /// The protocol revision.
    public internal(set) var revision: String?
    /// What was decided about the component, and by what.
    public internal(set) var access = AccessDecision.allowed
    /// The HTTP status of the reply.
    public internal(set) var status = 0
    /// Whether a tool reported an error of its own.
    public internal(set) var isToolError = false
    /// Whether the reply asks the client for something, and the request goes on with another one.
    public internal(set) var isInputRequired = false
    /// The name of the limit that decided: that which restricts the caller most, or which has refused.
    public internal(set) var limit: String?
    /// The step that refused the request.
    public internal(set) var refusedBy: Step?
    /// The code and the reason of a refusal, the reason being more than the caller was told.
    public internal(set) var errorCode: Int?
    public internal(set) var reason: String?
    /// How long it took, from the last byte of the request to the reply.
    public internal(set) var duration: Duration = .zero
    /// How long each step took, where the observer asks for it.
    public internal(set) var steps: [(step: Step, duration: Duration)] = []

    init(requestID: String, head: RequestHead) {
        self.requestID = requestID
        self.transport = head.transport
        self.remoteAddress = head.remoteAddress
    }

    /// Takes down who called, and by which credential.
    mutating func note(_ caller: Authenticated) {
        self.caller = caller.principal.subject
        tenant = caller.principal.tenant
        authentication = caller.principal.method
        credentialID = caller.principal.credentialID
    }

    /// What became of the request, in a word.
    public var outcome: String {
        if status == 499 { return "abandoned" }
        if refusedBy != nil || status >= 400 { return "refused" }
        if isInputRequired { return "input_required" }
        return isToolError ? "tool_error" : "ok"
    }
}
