public import GatehouseProtocol

/// Why a step does not let a request pass, and what its sender is told.
public struct Refusal: Error, Sendable {
    /// The step that refuses.
    public let step: Step
    /// The HTTP status.
    public var status: Int
    /// The JSON-RPC error that goes to the peer.
    public var error: JSONRPCError
    /// Header fields of the reply.
    public var fields: [Reply.Field]
    /// The request's id, where the step that refuses read it itself.
    public var id: RequestID?
    /// The reason for the log, where it says more than the peer may know.
    public var reason: String?
    /// The name of the limit that refuses, where one does.
    public internal(set) var limit: String?
    /// What the policy decided, where that is why.
    var access: AccessDecision?

    init(
        _ step: Step,
        status: Int,
        error: JSONRPCError,
        fields: [Reply.Field] = [],
        id: RequestID? = nil,
        reason: String? = nil
    ) {
        self.step = step
        self.status = status
        self.error = error
        self.fields = fields
        self.id = id
        self.reason = reason
    }
}

extension ErrorCode {
    /// The HTTP status of an error with this code, in the one table there is.
    ///
    /// Since 2026-07-28 an error is an HTTP error as well (basic/transports/streamable-http). Before, an error that
    /// concerns the call rather than the message travelled with status 200, and clients of that time expect it.
    func status(in revision: ProtocolRevision?) -> Int {
        switch self {
        case .unauthorized: 401
        case .forbidden: 403
        case .tooManyRequests: 429
        case .overloaded: 503
        case .methodNotFound: isOfCall(revision) ? 200 : 404
        case .invalidParams: isOfCall(revision) ? 200 : 400
        case .internalError: isOfCall(revision) ? 200 : 500
        case .legacyResourceNotFound, .urlElicitationRequired: 200
        default: 400
        }
    }

    private func isOfCall(_ revision: ProtocolRevision?) -> Bool {
        revision.map { !$0.isModern } ?? false
    }
}
