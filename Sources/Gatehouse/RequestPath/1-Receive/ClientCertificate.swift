/// The certificate by which a client has proved itself to the transport (RFC 8446, section 4.4.2).
///
/// The transport has verified it: it leads to an authority of the operator's, is within its time, and the client has
/// signed the handshake with its key. What it permits is for an ``Authenticator`` to decide.
public struct ClientCertificate: Sendable, Hashable {
    /// A name that the certificate gives its holder beside the subject (RFC 5280, section 4.2.1.6).
    public struct AlternativeName: Sendable, Hashable {
        /// What a name is.
        public struct Kind: Sendable, Hashable, CustomStringConvertible {
            public let description: String

            private init(_ description: String) {
                self.description = description
            }

            /// A DNS name, as `agent.example.com`.
            public static let dns = Kind("dns")
            /// A mail address.
            public static let email = Kind("email")
            /// A URI, as the `spiffe://…` of a workload.
            public static let uri = Kind("uri")
            /// An IPv4 or IPv6 address, as text.
            public static let address = Kind("address")
        }

        /// What the name is.
        public let kind: Kind
        /// The name, as it stands in the certificate.
        public let value: String

        public init(_ kind: Kind, _ value: String) {
            self.kind = kind
            self.value = value
        }
    }

    /// The subject's distinguished name in the form of RFC 4514, as `CN=agent,O=Example`; empty where it has none.
    public let subject: String
    /// The alternative names, in their order; those of other kinds are left out.
    public let alternativeNames: [AlternativeName]
    /// From when it counts, and until when, in seconds since 1970; nothing where the transport does not say.
    public let notBefore: Int64?
    public let notAfter: Int64?
    /// The certificate's bytes in DER, for thumbprints as RFC 8705 binds tokens to.
    public let der: [UInt8]

    public init(
        subject: String,
        alternativeNames: [AlternativeName] = [],
        notBefore: Int64? = nil,
        notAfter: Int64? = nil,
        der: [UInt8]
    ) {
        self.subject = subject
        self.alternativeNames = alternativeNames
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.der = der
    }
}
