import NIOCore
import NIOSSL

extension HTTPTLSConfiguration {
    /// How long a peer has to answer a goodbye before the connection is closed all the same.
    private static let goodbye = TimeAmount.seconds(1)

    /// The files that the configuration names.
    var files: [String] { [certificateFile, keyFile] + (clientAuthoritiesFile.map { [$0] } ?? []) }

    /// Reads the files, and makes of them what connections are made with.
    func context() throws(HTTPTLSError) -> NIOSSLContext {
        let chain = try certificates(in: certificateFile)
        let key = try key()
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = minimumVersion == .v13 ? .tlsv13 : .tlsv12
        configuration.applicationProtocols = ["h2", "http/1.1"]
        configuration.shutdownTimeout = Self.goodbye
        if clientCertificates != .none {
            guard let clientAuthoritiesFile else {
                throw HTTPTLSError("clients are asked for certificates, but no file names their authorities")
            }
            configuration.trustRoots = .certificates(try certificates(in: clientAuthoritiesFile))
            configuration.certificateVerification =
                clientCertificates == .required ? .noHostnameVerification : .optionalVerification
            configuration.sendCANameList = true
        }
        do {
            return try NIOSSLContext(configuration: configuration)
        } catch {
            throw HTTPTLSError("\(certificateFile) and \(keyFile) do not belong together, or cannot be used: \(error)")
        }
    }

    private func certificates(in file: String) throws(HTTPTLSError) -> [NIOSSLCertificate] {
        let bytes = try WatchedFile.read(file)
        do {
            let certificates = try NIOSSLCertificate.fromPEMBytes(bytes)
            guard !certificates.isEmpty else { throw HTTPTLSError("\(file) has no certificate in it") }
            return certificates
        } catch {
            throw HTTPTLSError("\(file) is not a file of certificates in PEM")
        }
    }

    private func key() throws(HTTPTLSError) -> NIOSSLPrivateKey {
        let bytes = try WatchedFile.read(keyFile)
        do {
            return try NIOSSLPrivateKey(bytes: bytes, format: .pem)
        } catch {
            throw HTTPTLSError("\(keyFile) is not a private key in PEM without a passphrase")
        }
    }
}
