extension ConfigurationKey {
    static let tls: [ConfigurationKey] = [
        httpTLSCertificate, httpTLSKey, httpTLSMinimumVersion, httpTLSClientCertificates, httpTLSClientCA,
    ]

    static let httpTLSCertificate = ConfigurationKey(
        "http.tls.certificate", .text(.path),
        summary: """
            A file with the server's certificate and those that lead from it to an authority, in PEM. With it the server \
            speaks TLS, and HTTP/2 with those who ask for it. It is read again when it changes, as are the other files.
            """
    )
    static let httpTLSKey = ConfigurationKey(
        "http.tls.key", .text(.path),
        summary: "A file with the certificate's private key, in PEM and without a passphrase."
    )
    static let httpTLSMinimumVersion = ConfigurationKey(
        "http.tls.minimum_version", .choice(["1.2", "1.3"]), default: "1.2",
        summary: "The lowest version of TLS that is spoken."
    )
    static let httpTLSClientCertificates = ConfigurationKey(
        "http.tls.client_certificates", .choice(["none", "optional", "required"]), default: "none",
        summary: """
            Whether clients show a certificate of their own. One that does not hold ends the handshake; what one permits \
            is for the program's authenticator to decide.
            """
    )
    static let httpTLSClientCA = ConfigurationKey(
        "http.tls.client_ca", .text(.path),
        summary: "A file with the authorities that clients' certificates must lead to, in PEM."
    )
}
