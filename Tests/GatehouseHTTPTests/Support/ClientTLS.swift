import NIOSSL

/// How a test's client speaks TLS.
struct ClientTLS: Sendable {
    /// The file of the authorities that it trusts.
    var authorities: String
    /// The files of its own certificate and key, without their endings.
    var identity: String?
    var protocols: [String] = ["http/1.1"]
    var highestVersion: TLSVersion?

    func handler() throws -> NIOSSLClientHandler {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(authorities))
        configuration.applicationProtocols = protocols
        configuration.maximumTLSVersion = highestVersion
        if let identity {
            configuration.certificateChain = try NIOSSLCertificate.fromPEMFile(identity + ".pem").map {
                .certificate($0)
            }
            configuration.privateKey = .privateKey(try NIOSSLPrivateKey(file: identity + ".key", format: .pem))
        }
        return try NIOSSLClientHandler(
            context: NIOSSLContext(configuration: configuration), serverHostname: "localhost")
    }
}
