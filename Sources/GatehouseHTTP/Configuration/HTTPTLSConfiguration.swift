/// What a listener proves itself with, and what it asks of clients (RFC 8446, RFC 5246).
///
/// The files are looked at twice a second, so that a certificate that was renewed is used within a second by every new
/// connection; those that exist stay as they are. ``HTTPListener/reloadCertificates()`` looks at once.
public struct HTTPTLSConfiguration: Sendable, Hashable {
    /// A version of TLS. Those before 1.2 are never spoken (RFC 8996).
    public struct Version: Sendable, Hashable, CustomStringConvertible {
        public let description: String

        private init(_ description: String) {
            self.description = description
        }

        /// RFC 5246.
        public static let v12 = Version("1.2")
        /// RFC 8446.
        public static let v13 = Version("1.3")
    }

    /// Whether clients show a certificate of their own.
    public struct ClientCertificates: Sendable, Hashable, CustomStringConvertible {
        public let description: String

        private init(_ description: String) {
            self.description = description
        }

        /// They are not asked for one.
        public static let none = ClientCertificates("none")
        /// They may; one that does not hold ends the handshake.
        public static let optional = ClientCertificates("optional")
        /// They must; without one that holds there is no connection.
        public static let required = ClientCertificates("required")
    }

    /// The file with the server's certificate and those that lead from it to an authority, in PEM, its own first.
    public var certificateFile: String
    /// The file with the certificate's private key, in PEM and without a passphrase.
    public var keyFile: String
    /// The lowest version that is spoken.
    public var minimumVersion = Version.v12
    /// Whether clients show a certificate.
    public var clientCertificates = ClientCertificates.none
    /// The file with the authorities that clients' certificates must lead to, in PEM. It is needed where
    /// ``clientCertificates`` is not `none`: there are no authorities that everybody trusts for clients.
    public var clientAuthoritiesFile: String?

    /// A certificate with its key, TLS 1.2 and later, and no certificates of clients.
    public init(certificateFile: String, keyFile: String) {
        self.certificateFile = certificateFile
        self.keyFile = keyFile
    }
}
