/// Why a caller was not established.
public struct AuthenticationFailure: Error, Sendable, Hashable {
    /// The kinds of failure, each with its own answer (RFC 6750, section 3.1).
    public struct Kind: Sendable, Hashable {
        /// What is answered.
        package enum Answer: Sendable, Hashable {
            case missing, malformed, invalid, invalidProof
            case nonceNeeded(String)
            case unavailable(Duration)
        }

        package let answer: Answer

        /// No credentials came: 401 with a challenge that has no `error`.
        public static let missing = Kind(answer: .missing)
        /// The request is malformed, as with two `Authorization` fields: 400 `invalid_request`.
        public static let malformed = Kind(answer: .malformed)
        /// The credentials do not hold: 401 `invalid_token`. Which check refused them is not told.
        public static let invalid = Kind(answer: .invalid)
        /// The proof that came with a token does not hold, whatever the token is: 401 `invalid_dpop_proof` (RFC 9449,
        /// section 7.1).
        public static let invalidProof = Kind(answer: .invalidProof)

        /// The proof must have the server's nonce: 401 `use_dpop_nonce`, and the nonce in `DPoP-Nonce` (RFC 9449, section
        /// 9).
        public static func nonceNeeded(_ nonce: String) -> Kind {
            Kind(answer: .nonceNeeded(nonce))
        }

        /// It cannot be decided now, as while the keys' source is down: 503 with `Retry-After`.
        public static func unavailable(retryAfter: Duration) -> Kind {
            Kind(answer: .unavailable(retryAfter))
        }
    }

    public let kind: Kind
    /// The exact reason, for the log alone. It never holds the token or a part of it.
    public let reason: String

    public init(_ kind: Kind, reason: String) {
        self.kind = kind
        self.reason = reason
    }
}
