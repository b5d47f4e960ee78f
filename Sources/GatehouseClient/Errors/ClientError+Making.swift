import GatehouseJSON
import GatehouseProtocol

extension ClientError {
    /// The error in a reply; nothing where the reply has a result.
    init?(refusal reply: TransportReply) {
        guard let error = reply.message["error"] else { return nil }
        let object = error.objectValue
        let response = JSONRPCError(
            code: object?["code"]?.integerValue.flatMap { Int(exactly: $0) } ?? ErrorCode.internalError.rawValue,
            message: object?["message"]?.stringValue ?? "it gives no reason",
            data: object?["data"])
        self.init(.serverError, response.message, response: response, http: reply.http)
        guard code == .unsupportedProtocolVersion else { return }
        supportedVersions = response.data?["supported"]?.arrayValue?.compactMap(\.stringValue) ?? []
    }

    /// A result that is not what its method answers with.
    init(_ error: JSONDecodingError, in method: String) {
        self.init(.unreadable, "the result of \(method), \(error)")
    }

    /// What the revision does not have.
    static func unavailable(_ what: String, in revision: ProtocolRevision, advice: String) -> ClientError {
        ClientError(.unavailable, "revision \(revision.text) has no \(what); \(advice)")
    }
}

extension JSONDecodable {
    /// Makes the value of a method's result.
    static func read(_ object: JSONObject, of method: String) throws(ClientError) -> Self {
        do throws(JSONDecodingError) {
            return try Self(json: .object(object))
        } catch {
            throw ClientError(error, in: method)
        }
    }
}
