/// Writes `WWW-Authenticate` values, as RFC 6750 section 3 and RFC 9728 section 5.1 have them.
public struct Challenge: Sendable, Hashable {
    /// Where the server's protected resource metadata stands, as an absolute URL.
    public var resourceMetadata: String?
    /// The scopes that a client should ask for when it has no token yet.
    public var scopes: [String]

    public init(resourceMetadata: String? = nil, scopes: [String] = []) {
        self.resourceMetadata = resourceMetadata
        self.scopes = scopes
    }

    /// The value of the field.
    ///
    /// - Parameters:
    ///   - scheme: The scheme that is offered.
    ///   - error: RFC 6750's error code; none where the request brought no credentials.
    ///   - description: A fixed sentence; nothing of the request ever stands in it.
    ///   - scopes: The scopes that the request needs, all of them; by default those of every first request.
    public func value(
        of scheme: ChallengeScheme = .bearer,
        error: String? = nil,
        description: String? = nil,
        scopes: [String]? = nil
    ) -> String {
        var parameters: [String] = []
        // The URL may come from the request's own Host, so it stands there only where it cannot end the quotes.
        if let resourceMetadata, OAuthText.isQuotable(resourceMetadata) {
            parameters.append("resource_metadata=\"\(resourceMetadata)\"")
        }
        if let error { parameters.append("error=\"\(error)\"") }
        if let description { parameters.append("error_description=\"\(description)\"") }
        // Whether a client may stay signed in is between it and the authorization server.
        var seen: Set<String> = ["offline_access"]
        let scopes = (scopes ?? self.scopes).filter { OAuthText.isScope($0) && seen.insert($0).inserted }
        if !scopes.isEmpty { parameters.append("scope=\"\(scopes.joined(separator: " "))\"") }
        parameters += scheme.parameters.filter { OAuthText.isQuotable($0.value) }.map { "\($0.name)=\"\($0.value)\"" }
        return parameters.isEmpty ? scheme.name : scheme.name + " " + parameters.joined(separator: ", ")
    }
}
