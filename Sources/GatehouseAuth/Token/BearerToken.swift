import Gatehouse

/// The token of one request, found but not looked into.
struct BearerToken: Redacted {
    /// The most bytes that a token may have. A longer one is refused before a byte of it is decoded.
    static let maximumBytes = 16 * 1024

    private static let scheme = [UInt8]("bearer".utf8)

    /// What the token's bytes hash to: its name in the cache.
    let digest: TokenDigest
    private let field: String
    private let offset: Int

    /// The token's bytes.
    var bytes: [UInt8] { [UInt8](field.utf8.dropFirst(offset)) }

    /// Finds the token in the `Authorization` field (RFC 6750, section 2.1). The scheme's case does not matter.
    ///
    /// - Throws: ``AuthenticationFailure``: *missing* where there is no field, an empty one or another scheme, as RFC
    ///   6750, section 3.1 asks; *malformed* where there are two fields or a scheme without a token; *invalid* where
    ///   the token is too long.
    init(_ credentials: Credentials) throws(AuthenticationFailure) {
        guard let field = credentials.authorization.first else {
            throw AuthenticationFailure(.missing, reason: "the request has no Authorization field")
        }
        guard credentials.authorization.count == 1 else {
            throw AuthenticationFailure(.malformed, reason: "the request has more than one Authorization field")
        }
        var contiguous = field
        self = try contiguous.withUTF8 { Self.read($0, of: field) }.get()
    }

    private init(digest: TokenDigest, field: String, offset: Int) {
        self.digest = digest
        self.field = field
        self.offset = offset
    }

    private static func read(
        _ bytes: UnsafeBufferPointer<UInt8>,
        of field: String
    ) -> Result<BearerToken, AuthenticationFailure> {
        guard !bytes.isEmpty else {
            return .failure(AuthenticationFailure(.missing, reason: "the Authorization field is empty"))
        }
        guard startsWithScheme(bytes) else {
            return .failure(AuthenticationFailure(.missing, reason: "the Authorization scheme is not Bearer"))
        }
        var offset = scheme.count
        while offset < bytes.count, bytes[offset] == UInt8(ascii: " ") { offset += 1 }
        guard offset < bytes.count else {
            return .failure(AuthenticationFailure(.malformed, reason: "the Authorization field has no token"))
        }
        guard bytes.count - offset <= maximumBytes else {
            return .failure(.refused("the token has more than \(maximumBytes) bytes"))
        }
        let digest = TokenDigest(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[offset...])))
        return .success(BearerToken(digest: digest, field: field, offset: offset))
    }

    private static func startsWithScheme(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count >= scheme.count else { return false }
        for position in scheme.indices where bytes[position] | 0x20 != scheme[position] { return false }
        return bytes.count == scheme.count || bytes[scheme.count] == UInt8(ascii: " ")
    }
}
