import Gatehouse
import GatehouseJSON

extension LocalIssuer {
    /// Issues an access token (RFC 9068): header `typ` `at+jwt`, `alg` and `kid`; claims `iss`, `sub`, `aud`, `exp`,
    /// `iat`, `nbf`, `jti`, `client_id`, `roles`, `scope` and the extra ones.
    ///
    /// It reads the folder of keys under its lock, so that no token is signed with a key that another process retires.
    ///
    /// - Throws: ``LocalIssuerError`` where the request cannot stand in a token, the token would have more than 16 KiB,
    ///   or the folder cannot be read or written.
    public func issue(_ request: TokenRequest) throws(LocalIssuerError) -> String {
        try request.validate()
        return try directory.withLock { () throws(LocalIssuerError) in
            guard var key = try reload().first(where: \.isSigning) else {
                throw LocalIssuerError("no key in the folder \(directory.path) signs; rotate the keys to make one")
            }
            if request.lifetimeSeconds > key.longestLifetime {
                key.longestLifetime = request.lifetimeSeconds
                try directory.save(key)
            }
            return try token(for: request, signedWith: key)
        }
    }

    private func token(for request: TokenRequest, signedWith key: StoredKey) throws(LocalIssuerError) -> String {
        let header = Base64URL.encode(Self.header(for: key))
        let claims = Base64URL.encode(claims(for: request, at: now()).jsonBytes)
        let signed = "\(header).\(claims)"
        let signature: [UInt8]
        do {
            signature = try key.sign([UInt8](signed.utf8))
        } catch {
            throw LocalIssuerError("the key \(key.keyID) does not sign")
        }
        let token = "\(signed).\(Base64URL.encode(signature))"
        guard token.utf8.count <= PresentedToken.maximumBytes else {
            throw LocalIssuerError("the token would have more than \(PresentedToken.maximumBytes) bytes")
        }
        return token
    }

    private static func header(for key: StoredKey) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("typ", "at+jwt")
        writer.member("alg", SignatureAlgorithm.edDSA.description)
        writer.member("kid", key.keyID)
        writer.endObject()
        return writer.bytes
    }

    private func claims(for request: TokenRequest, at now: Int64) -> JSONObject {
        var claims: JSONObject = [
            "iss": .string(issuer),
            "sub": .string(request.subject),
            "aud": Self.audience(request.audience),
            "exp": .integer(now + request.lifetimeSeconds),
            "iat": .integer(now),
            "nbf": .integer(now),
            "jti": .string(request.tokenID ?? TokenRequest.randomID()),
            "client_id": .string(request.clientID),
            "roles": .array(request.roles.map(JSONValue.string)),
        ]
        if !request.scopes.isEmpty { claims["scope"] = .string(request.scopes.joined(separator: " ")) }
        for member in request.extra { claims.appendIfAbsent(name: member.name, value: member.value) }
        return claims
    }

    private static func audience(_ names: [String]) -> JSONValue {
        if names.count == 1, let name = names.first { return .string(name) }
        return .array(names.map(JSONValue.string))
    }
}
