import Gatehouse
import GatehouseHTTP

extension ServerConfiguration {
    /// What the server proves itself with.
    struct TLS: Sendable, Hashable {
        var certificate: String?
        var key: String?
        /// `1.2` or `1.3`.
        var minimumVersion: String
        /// `none`, `optional` or `required`.
        var clientCertificates: String
        var clientCA: String?

        init(_ values: ConfigurationValues) throws(ConfigurationError) {
            certificate = try values.optionalText(.httpTLSCertificate)
            key = try values.optionalText(.httpTLSKey)
            minimumVersion = try values.text(.httpTLSMinimumVersion)
            clientCertificates = try values.text(.httpTLSClientCertificates)
            clientCA = try values.optionalText(.httpTLSClientCA)
        }

        /// What the listener is told; nothing where the server speaks no TLS.
        var listener: HTTPTLSConfiguration? {
            guard let certificate, let key else { return nil }
            var tls = HTTPTLSConfiguration(certificateFile: certificate, keyFile: key)
            tls.minimumVersion = minimumVersion == "1.3" ? .v13 : .v12
            tls.clientAuthoritiesFile = clientCertificates == "none" ? nil : clientCA
            switch clientCertificates {
            case "optional": tls.clientCertificates = .optional
            case "required": tls.clientCertificates = .required
            default: tls.clientCertificates = .none
            }
            return tls
        }
    }

    /// What is missing of certificates, keys and authorities.
    func tlsProblems(file: ConfigurationFile?) -> [ConfigurationError.Problem] {
        var problems: [ConfigurationError.Problem] = []
        func report(_ message: String, _ key: ConfigurationKey) {
            problems.append(ConfigurationError.Problem(message, at: file?.place(of: key.name)))
        }
        let asksClients = tls.clientCertificates != "none"
        if tls.certificate != nil, tls.key == nil {
            report("http.tls.certificate needs http.tls.key", .httpTLSCertificate)
        }
        if tls.key != nil, tls.certificate == nil { report("http.tls.key needs http.tls.certificate", .httpTLSKey) }
        if asksClients, tls.clientCA == nil {
            report("http.tls.client_certificates needs http.tls.client_ca", .httpTLSClientCertificates)
        }
        if asksClients, tls.certificate == nil {
            report("http.tls.client_certificates needs http.tls.certificate", .httpTLSClientCertificates)
        }
        if !asksClients, tls.clientCA != nil {
            report("http.tls.client_ca is of no use while http.tls.client_certificates is none", .httpTLSClientCA)
        }
        return problems
    }
}
