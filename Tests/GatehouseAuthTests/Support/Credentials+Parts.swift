import Gatehouse

extension Credentials {
    /// The credentials of a POST to this server's endpoint with these header fields.
    static func post(
        _ authorization: [String] = [],
        fields: [(String, String)] = [],
        certificate: ClientCertificate? = nil,
        change: (inout RequestHead) -> Void = { _ in }
    ) -> Credentials {
        var head = RequestHead(
            method: "POST", path: "/mcp", remoteAddress: "192.0.2.7", scheme: "https", clientCertificate: certificate)
        head.host = ["mcp.example"]
        head.authorization = FieldLines(authorization)
        head.fields = fields.map { (name: $0.0, value: $0.1) }
        change(&head)
        return Credentials(head)
    }
}

extension Authenticator {
    /// Why credentials are refused; nothing where they are taken.
    func failure(_ credentials: Credentials) async -> AuthenticationFailure? {
        do throws(AuthenticationFailure) {
            _ = try await authenticate(credentials)
            return nil
        } catch {
            return error
        }
    }
}
