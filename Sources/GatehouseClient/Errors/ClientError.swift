public import GatehouseProtocol

/// Why a client has no result to give.
///
/// ``kind`` says what happened and is what code decides by; ``description`` is one sentence for people. What the server
/// sent stands in ``response`` and ``http`` as it came: both are texts of somebody else.
public struct ClientError: Error, Sendable {
    /// What happened.
    public let kind: Kind
    /// What exactly, as a phrase: "connection refused".
    public let reason: String
    /// The server's JSON-RPC error, where that is what came.
    public var response: JSONRPCError?
    /// What HTTP said about it, where the transport is HTTP and a response came.
    public var http: HTTPFailure?
    /// The revisions that the server speaks, where it named them.
    public var supportedVersions: [String] = []
    /// The error of somebody else's code that led to this one: a handler's, or a token provider's.
    public var cause: (any Error)?

    /// Makes an error.
    ///
    /// - Parameters:
    ///   - kind: What happened.
    ///   - reason: What exactly, as a phrase without a full stop.
    public init(
        _ kind: Kind,
        _ reason: String,
        response: JSONRPCError? = nil,
        http: HTTPFailure? = nil,
        cause: (any Error)? = nil
    ) {
        self.kind = kind
        self.reason = reason
        self.response = response
        self.http = http
        self.cause = cause
    }

    /// The code of the server's JSON-RPC error, where there is one.
    public var code: ErrorCode? { response.map { ErrorCode(rawValue: $0.code) } }
}

extension ClientError: CustomStringConvertible {
    /// One sentence that says what happened.
    public var description: String {
        switch kind {
        case .serverError: "the server refused: \(reason)\(response.map { " (code \($0.code))" } ?? "")"
        case .httpStatus: "the server answered with \(reason)"
        case .unreadable: "the server's answer is not one of MCP: \(reason)"
        case .timedOut: "the server did not answer within \(reason)"
        case .notConnected: "cannot connect: \(reason)"
        case .disconnected: "the connection ended before the answer was complete: \(reason)"
        case .cancelled: "the call was cancelled"
        case .sessionEnded: "the server ended the session: \(reason)"
        default: reason
        }
    }
}
