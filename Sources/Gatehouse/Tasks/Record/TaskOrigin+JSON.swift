import GatehouseJSON
import GatehouseProtocol

extension TaskOrigin: JSONEncodable, JSONDecodable {
    init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        let revision: String = try object.required("revision")
        guard let known = ProtocolRevision(revision) else {
            throw JSONDecodingError(expected: "a known revision", found: .string).under("revision")
        }
        self.init(
            tool: try object.required("tool"), toolVersion: try object.optional("toolVersion"),
            arguments: try object.required("arguments"),
            principal: try object.required("principal", as: KeptPrincipal.self).principal, revision: known,
            capabilities: try object.required("capabilities"), remoteAddress: try object.optional("remoteAddress"),
            fields: try object.optional("fields") ?? [])
    }

    func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("tool", tool)
        writer.member("toolVersion", ifPresent: toolVersion)
        writer.member("arguments", arguments)
        writer.member("principal", KeptPrincipal(principal: principal))
        writer.member("revision", revision.text)
        writer.member("capabilities", capabilities)
        writer.member("remoteAddress", ifPresent: remoteAddress)
        if !fields.isEmpty { writer.member("fields", fields) }
        writer.endObject()
    }
}

extension TaskOrigin.Field: JSONEncodable, JSONDecodable {
    init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        self.init(name: try object.required("name"), value: try object.required("value"))
    }

    func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("name", name)
        writer.member("value", value)
        writer.endObject()
    }
}

/// A principal in a store. It is what a credential said, never the credential.
private struct KeptPrincipal: JSONEncodable, JSONDecodable {
    let principal: Principal

    init(principal: Principal) {
        self.principal = principal
    }

    init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        principal = Principal(
            subject: try object.required("subject"), issuer: try object.optional("issuer"),
            clientID: try object.optional("clientID"), tenant: try object.optional("tenant"),
            groups: Set(try object.optional("groups") ?? [String]()),
            roles: Set(try object.required("roles", as: [String].self)),
            scopes: Set(try object.required("scopes", as: [String].self)),
            method: Principal.Method(try object.required("method", as: String.self)),
            credentialID: try object.optional("credentialID"), expiresAt: try object.optional("expiresAt"),
            claims: try object.required("claims"))
    }

    func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("subject", principal.subject)
        writer.member("issuer", ifPresent: principal.issuer)
        writer.member("clientID", ifPresent: principal.clientID)
        writer.member("tenant", ifPresent: principal.tenant)
        if !principal.groups.isEmpty { writer.member("groups", principal.groups.sorted()) }
        writer.member("roles", principal.roles.sorted())
        writer.member("scopes", principal.scopes.sorted())
        writer.member("method", principal.method.description)
        writer.member("credentialID", ifPresent: principal.credentialID)
        writer.member("expiresAt", ifPresent: principal.expiresAt)
        writer.member("claims", principal.claims)
        writer.endObject()
    }
}
