/// The challenges of a server: one for each scheme that its authenticator takes.
struct Challenges: Sendable {
    let schemes: [ChallengeScheme]
    let make: @Sendable (RequestHead) -> Challenge

    /// The `WWW-Authenticate` fields of a refusal. The error belongs to the scheme that the request used, or else to the
    /// preferred one; the others are offered without it (RFC 9449, section 7.1).
    func fields(
        for head: RequestHead,
        error: String?,
        description: String?,
        scopes: [String]? = nil
    ) -> [Reply.Field] {
        let challenge = make(head)
        let line = head.authorization.first ?? ""
        let used = schemes.firstIndex { $0.isScheme(of: line) } ?? 0
        return schemes.enumerated().map { place, scheme in
            let value =
                place == used
                ? challenge.value(of: scheme, error: error, description: description, scopes: scopes)
                : challenge.value(of: scheme, scopes: scopes)
            return Reply.Field("WWW-Authenticate", value)
        }
    }
}
