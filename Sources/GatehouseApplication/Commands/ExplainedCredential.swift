import Gatehouse

/// What a caller would show, in a request that is explained.
struct ExplainedCredential {
    /// What it is.
    enum Kind {
        case token(String)
        case apiKey(String)
        case certificate(ClientCertificate)
        /// Nothing: the caller is described.
        case described
    }

    let kind: Kind

    /// Whether somebody has to verify it.
    var isShown: Bool { if case .described = kind { false } else { true } }

    /// A certificate by a name of its holder: the subject, as `CN=agent,O=Example`, or an alternative name with its kind
    /// before it, as `dns:agent.example.com`.
    static func certificate(named name: String) -> Kind {
        let kinds: [(String, ClientCertificate.AlternativeName.Kind)] = [
            ("dns:", .dns), ("uri:", .uri), ("email:", .email), ("address:", .address),
        ]
        guard let (prefix, kind) = kinds.first(where: { name.hasPrefix($0.0) }) else {
            return .certificate(ClientCertificate(subject: name, der: []))
        }
        let value = String(name.dropFirst(prefix.count))
        return .certificate(
            ClientCertificate(subject: "", alternativeNames: [.init(kind, value)], der: []))
    }

    /// Puts it into a request's head.
    func show(in head: inout RequestHead) {
        switch kind {
        case .token(let token): head.authorization = FieldLines(["Bearer \(token)"])
        case .apiKey(let key): head.fields.append((name: "x-api-key", value: key))
        case .certificate(let certificate): head.clientCertificate = certificate
        case .described: break
        }
    }
}
