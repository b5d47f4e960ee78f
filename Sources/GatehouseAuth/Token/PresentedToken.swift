import Gatehouse

/// The token of one request, found but not looked into.
struct PresentedToken: Redacted {
    /// The most bytes that a token may have. A longer one is refused before a byte of it is decoded.
    static let maximumBytes = 16 * 1024

    /// How it was sent.
    let scheme: TokenScheme
    private let field: String
    private let offset: Int

    /// How many bytes the field has that the token stands in.
    var byteCount: Int { field.utf8.count }

    /// The token's bytes.
    var bytes: [UInt8] { [UInt8](field.utf8.dropFirst(offset)) }

    /// What the token's bytes hash to: its name in the cache.
    var digest: TokenDigest {
        withBytes { TokenDigest($0) }
    }

    /// Finds the token in the `Authorization` field (RFC 6750, section 2.1; RFC 9449, section 7.1). A scheme's case does
    /// not matter.
    ///
    /// - Parameters:
    ///   - credentials: What the request brings.
    ///   - takesProofs: Whether the DPoP scheme is one of those that are understood.
    /// - Throws: ``AuthenticationFailure``: *missing* where there is no field, an empty one or another scheme, as RFC
    ///   6750, section 3.1 asks; *malformed* where there are two fields or a scheme without a token; *invalid* where
    ///   the token is too long.
    init(_ credentials: Credentials, takesProofs: Bool = false) throws(AuthenticationFailure) {
        let lines = credentials.authorization
        guard let field = lines.first else {
            throw AuthenticationFailure(.missing, reason: "the request has no Authorization field")
        }
        guard lines.count == 1 else {
            throw AuthenticationFailure(.malformed, reason: "the request has more than one Authorization field")
        }
        var contiguous = field
        self = try contiguous.withUTF8 { Self.read($0, of: field, takesProofs) }.get()
    }

    private init(_ scheme: TokenScheme, field: String, offset: Int) {
        self.scheme = scheme
        self.field = field
        self.offset = offset
    }

    private static func read(
        _ bytes: UnsafeBufferPointer<UInt8>,
        of field: String,
        _ takesProofs: Bool
    ) -> Result<PresentedToken, AuthenticationFailure> {
        guard !bytes.isEmpty else {
            return .failure(AuthenticationFailure(.missing, reason: "the Authorization field is empty"))
        }
        let scheme: TokenScheme
        if TokenScheme.bearer.begins(bytes) {
            scheme = .bearer
        } else if takesProofs, TokenScheme.dpop.begins(bytes) {
            scheme = .dpop
        } else {
            let wanted = takesProofs ? "neither Bearer nor DPoP" : "not Bearer"
            return .failure(AuthenticationFailure(.missing, reason: "the Authorization scheme is \(wanted)"))
        }
        var offset = scheme.bytes.count
        while offset < bytes.count, bytes[offset] == UInt8(ascii: " ") { offset += 1 }
        guard offset < bytes.count else {
            return .failure(AuthenticationFailure(.malformed, reason: "the Authorization field has no token"))
        }
        guard bytes.count - offset <= maximumBytes else {
            return .failure(.refused("the token has more than \(maximumBytes) bytes"))
        }
        return .success(PresentedToken(scheme, field: field, offset: offset))
    }

    /// Lends the token's bytes without a copy.
    func withBytes<Value>(_ body: (UnsafeRawBufferPointer) -> Value) -> Value {
        var field = field
        return field.withUTF8 { bytes in
            body(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[offset...])))
        }
    }
}
