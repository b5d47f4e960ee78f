/// How a token is sent in the `Authorization` field.
enum TokenScheme: Sendable, Hashable {
    /// Whoever has the token may use it (RFC 6750).
    case bearer
    /// The token is bound to a key, and a proof of that key comes with each request (RFC 9449).
    case dpop

    /// The scheme's name in lower case.
    var bytes: [UInt8] {
        switch self {
        case .bearer: Self.bearerName
        case .dpop: Self.dpopName
        }
    }

    private static let bearerName = [UInt8]("bearer".utf8)
    private static let dpopName = [UInt8]("dpop".utf8)

    /// Whether a line of `Authorization` begins with the scheme, in any case, and then ends or has a space.
    func begins(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        let name = bytes
        guard line.count >= name.count else { return false }
        for position in name.indices where line[position] | 0x20 != name[position] { return false }
        return line.count == name.count || line[name.count] == UInt8(ascii: " ")
    }
}
