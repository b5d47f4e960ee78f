import GatehouseJSON
import GatehouseProtocol

/// The rules of revision 2026-07-28 for one message.
///
/// They are checked in this order: `_meta` has what it must have (-32602), header and body name the same version
/// (-32020), the version is one that the server speaks (-32022), the other header fields mirror the body (-32020).
struct ModernRules {
    let head: RequestHead
    let envelope: Envelope

    func message() throws(Refusal) -> Message {
        guard let method = envelope.method else {
            throw .invalidRequest("a body holds a request or a notification; responses are not accepted")
        }
        guard let id = envelope.id else { return .notification(method: method, params: envelope.params, session: nil) }
        let meta = try requiredMeta()
        let revision = try revision(meta)
        if head.transport.hasHeaderFields { try checkMirroredFields(method) }
        return .request(
            Request(
                id: id, method: method, params: envelope.params, revision: revision, era: .modern,
                clientCapabilities: try capabilities(meta), progressToken: try progressToken(meta)))
    }

    private func requiredMeta() throws(Refusal) -> RequestMeta {
        guard let meta = envelope.params.meta else {
            throw .invalidParams(.decode, "params._meta is required, with \(MetaKey.protocolVersion)")
        }
        guard meta.protocolVersion != nil, meta.clientCapabilities != nil else {
            let missing = [
                meta.protocolVersion == nil ? MetaKey.protocolVersion : nil,
                meta.clientCapabilities == nil ? MetaKey.clientCapabilities : nil,
            ]
            throw .invalidParams(
                .decode, "params._meta lacks \(missing.compactMap { $0 }.joined(separator: " and "))")
        }
        return meta
    }

    private func revision(_ meta: RequestMeta) throws(Refusal) -> ProtocolRevision {
        guard case .string(let text)? = meta.protocolVersion else {
            throw .invalidParams(.decode, "params._meta: \(MetaKey.protocolVersion) must be a string")
        }
        if head.transport.hasHeaderFields {
            let header = try single(head.protocolVersion, "MCP-Protocol-Version")
            guard header.isExactly(text) else {
                throw .headerMismatch("MCP-Protocol-Version differs from the version in params._meta")
            }
        }
        guard let revision = ProtocolRevision(text), revision.isModern else { throw .unsupportedVersion(text) }
        return revision
    }

    private func checkMirroredFields(_ method: String) throws(Refusal) {
        let header = try single(head.mcpMethod, "Mcp-Method")
        guard header.isExactly(method) else { throw .headerMismatch("Mcp-Method differs from the body's method") }
        guard let member = Self.mirroredMember(of: method) else { return }
        let name = try single(head.mcpName, "Mcp-Name")
        guard let decoded = HeaderValue.decode(name) else {
            throw .headerMismatch("Mcp-Name has characters that a header field may not have, or invalid Base64")
        }
        // A body that lacks the member, or has another kind of value there, is for the method's own checks to refuse.
        let mirrored =
            switch member {
            case .name: envelope.params.name
            case .uri: envelope.params.uri
            case .taskId: envelope.params["taskId"]
            }
        guard case .string(let value)? = mirrored else { return }
        guard decoded.isExactly(value) else { throw .headerMismatch("Mcp-Name differs from params.\(member)") }
    }

    /// A member of the parameters that `Mcp-Name` mirrors.
    private enum Mirrored {
        case name
        case uri
        case taskId
    }

    private static func mirroredMember(of method: String) -> Mirrored? {
        switch method {
        case Method.callTool, Method.getPrompt: .name
        case Method.readResource: .uri
        // Extension io.modelcontextprotocol/tasks, "Streamable HTTP: Routing Headers".
        case Method.getTask, Method.updateTask, Method.cancelTask: .taskId
        default: nil
        }
    }

    private func single(_ lines: FieldLines, _ name: String) throws(Refusal) -> String {
        guard let line = lines.first else { throw .headerMismatch("\(name) is missing") }
        guard lines.count == 1 else { throw .headerMismatch("\(name) appears more than once") }
        return line
    }

    private func capabilities(_ meta: RequestMeta) throws(Refusal) -> JSONText {
        guard let capabilities = meta.clientCapabilities, capabilities.kind == .object else {
            throw .invalidParams(.decode, "params._meta: \(MetaKey.clientCapabilities) must be an object")
        }
        try checkOptionalMeta(meta)
        return capabilities
    }

    private func checkOptionalMeta(_ meta: RequestMeta) throws(Refusal) {
        if let level = meta.logLevel {
            guard let text = level.stringValue, LoggingLevel(rawValue: text).severity != nil else {
                throw .invalidParams(.decode, "params._meta: \(MetaKey.logLevel) is not a log level")
            }
        }
        if let client = meta.clientInfo {
            guard client.member("name")?.kind == .string, client.member("version")?.kind == .string else {
                throw .invalidParams(.decode, "params._meta: \(MetaKey.clientInfo) must have a name and a version")
            }
        }
    }

    private func progressToken(_ meta: RequestMeta) throws(Refusal) -> ProgressToken? {
        try Self.progressToken(meta)
    }

    /// The token that asks for progress, in either era.
    static func progressToken(_ meta: RequestMeta?) throws(Refusal) -> ProgressToken? {
        switch meta?.progressToken {
        case nil: return nil
        case .string(let text): return .string(text)
        case .integer(let number): return .integer(number)
        case let other?:
            throw .invalidParams(.decode, "progressToken must be a string or an integer, not \(other.kind.phrase)")
        }
    }
}
