/// One entry of an audit log: what was decided about a request, or something else that an auditor asks for.
///
/// It holds no credential, and of arguments only what their declarations allow. What is not known of a request stays out.
public struct AuditEntry: Sendable {
    /// What the entry tells of.
    public var kind: Kind
    /// When it was made, in milliseconds since 1970.
    public var time: Int64
    /// What happened, where it is no call of a method: `server.started`, `session.end`.
    public var event: String?
    /// The request's number, which its reply and the log have as well.
    public var requestID: String?
    /// What carried the request.
    public var transport: String?
    /// The peer's address.
    public var remoteAddress: String?
    /// Who called, once that was known.
    public var caller: String?
    /// The organisation that the caller belongs to.
    public var tenant: String?
    /// How the caller was established.
    public var authentication: String?
    /// Which credential it was: the number of an API key, a token's `jti`.
    public var credentialID: String?
    /// The method that was asked for.
    public var method: String?
    /// The name of the tool, prompt or resource.
    public var name: String?
    /// The protocol revision.
    public var revision: String?
    /// What the policy decided, where the request came so far.
    public var access: AccessDecision?
    /// The name of the limit that decided.
    public var limit: String?
    /// What became of it, in a word: `ok`, `refused`, `tool_error`, `input_required`, `abandoned`.
    public var outcome: String?
    /// The HTTP status of the reply.
    public var status: Int?
    /// The step that refused.
    public var step: String?
    /// The code of the error that the caller was told.
    public var code: Int?
    /// Why it was refused; it may say more than the caller was told.
    public var reason: String?
    /// How long it took.
    public var duration: Duration?
    /// What stands for a task: the beginning of its id's SHA-256, because whoever knows the id may have all of the task.
    public var task: String?
    /// How many entries are missing in the place of this one.
    public var count: Int?
    /// What else there is to know of an event, by name.
    public var details: [Detail] = []
    /// What may be kept of the arguments.
    package var arguments: AuditedArguments?

    /// Something that is known of an event.
    public struct Detail: Sendable, Hashable {
        public let name: String
        public let value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Makes an entry that tells nothing but its kind; the rest is for the caller to fill in.
    ///
    /// - Parameter time: When it happened, in milliseconds since 1970.
    public init(_ kind: Kind, at time: Int64) {
        self.kind = kind
        self.time = time
    }

    /// Makes the entry of an event.
    ///
    /// - Parameters:
    ///   - event: What happened, as `server.started`.
    ///   - details: What else there is to know.
    ///   - time: When it happened, in milliseconds since 1970.
    public init(event: String, _ details: [Detail] = [], at time: Int64) {
        self.init(.event, at: time)
        self.event = event
        self.details = details
    }
}
