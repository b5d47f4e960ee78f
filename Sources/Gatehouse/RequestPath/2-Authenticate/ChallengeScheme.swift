/// A scheme by which callers may prove themselves, as `WWW-Authenticate` offers it (RFC 9110, section 11.1).
public struct ChallengeScheme: Sendable, Hashable {
    /// The scheme's name; its case does not count.
    public let name: String
    /// What a challenge says of the scheme besides what all say, as `algs` for DPoP.
    public let parameters: [Parameter]

    /// A name and a value that stands between quotes.
    public struct Parameter: Sendable, Hashable {
        public let name: String
        public let value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    public init(_ name: String, parameters: [Parameter] = []) {
        self.name = name
        self.parameters = parameters
    }

    /// Bearer tokens (RFC 6750).
    public static let bearer = ChallengeScheme("Bearer")

    /// Whether a line of `Authorization` is of this scheme.
    func isScheme(of line: String) -> Bool {
        let bytes = line.utf8
        var iterator = bytes.makeIterator()
        for expected in name.utf8 {
            guard let byte = iterator.next(), Authority.lowercased(byte) == Authority.lowercased(expected) else {
                return false
            }
        }
        return (iterator.next() ?? 0x20) == 0x20
    }
}
