import GatehouseProtocol

/// What the sender is told where a caller was not established: the same for everything of one kind.
struct AuthenticationReply {
    let status: Int
    let code: ErrorCode
    let message: String
    /// Whether the reply asks for other credentials.
    let isChallenge: Bool
    /// The error code of the challenge (RFC 6750, section 3.1; RFC 9449, sections 7.1 and 9).
    let error: String?
    /// The challenge's sentence for people who look into it.
    let description: String?
    /// Header fields beside the challenges.
    let fields: [Reply.Field]
    /// Whether the log knows more than the sender is told, so that it needs a number to ask by.
    let hasReference: Bool

    init(_ kind: AuthenticationFailure.Kind) {
        switch kind.answer {
        case .missing:
            self.init(401, "authentication is required: send a bearer token", error: nil, nil)
        case .malformed:
            self.init(
                400, "the request's credentials are malformed: send one credential in one header field",
                error: "invalid_request",
                "The request needs exactly one credential in one header field")
        case .invalid:
            self.init(
                401, "the access token is not valid for this server", error: "invalid_token",
                "The access token is not valid for this server")
        case .invalidProof:
            self.init(
                401, "the proof in the DPoP field does not hold", error: "invalid_dpop_proof",
                "The DPoP proof does not hold")
        case .nonceNeeded(let nonce):
            self.init(
                401, "the proof in the DPoP field needs the nonce of this reply", error: "use_dpop_nonce",
                "The DPoP proof needs the nonce of this reply", fields: [Reply.Field("DPoP-Nonce", nonce)])
        case .unavailable(let retryAfter):
            self.init(unavailableFor: retryAfter)
        }
    }

    private init(
        _ status: Int, _ message: String, error: String?, _ description: String?, fields: [Reply.Field] = []
    ) {
        self.status = status
        self.code = .unauthorized
        self.message = message
        self.isChallenge = true
        self.error = error
        self.description = description
        self.fields = fields
        self.hasReference = error != nil
    }

    private init(unavailableFor time: Duration) {
        status = 503
        code = .overloaded
        message = "callers cannot be verified at the moment"
        isChallenge = false
        error = nil
        description = nil
        fields = [Reply.Field("Retry-After", String(max(1, time.wholeSeconds)))]
        hasReference = true
    }
}
