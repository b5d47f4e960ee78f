import Gatehouse
public import GatehouseJSON

/// One thing that was taken back.
public struct Revocation: Sendable, Hashable {
    enum Target: Sendable, Hashable {
        case credential(id: String)
        case subject(String, notBefore: Int64)
    }

    let target: Target
    /// The issuer whose credential or subject is meant; nothing means every issuer's.
    let issuer: String?
    /// When the revocation itself may be forgotten, in seconds since 1970; nothing keeps it.
    let until: Int64?

    /// Takes one credential back: the token with that `jti`, or the key with that name.
    public static func credential(id: String, issuer: String? = nil, until: Int64? = nil) -> Revocation {
        Revocation(target: .credential(id: id), issuer: issuer, until: until)
    }

    /// Takes back every token of a subject that was issued before that second, and every one that does not say when.
    public static func subject(
        _ subject: String,
        notBefore: Int64,
        issuer: String? = nil,
        until: Int64? = nil
    ) -> Revocation {
        Revocation(target: .subject(subject, notBefore: notBefore), issuer: issuer, until: until)
    }

    /// Whether the revocation may be forgotten.
    func isOver(at now: Int64) -> Bool {
        until.map { now > $0 } ?? false
    }
}

extension Revocation: JSONEncodable {
    public func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        switch target {
        case .credential(let id): writer.member("jti", id)
        case .subject(let subject, let notBefore):
            writer.member("subject", subject)
            writer.member("not_before", notBefore)
        }
        writer.member("issuer", ifPresent: issuer)
        writer.member("until", ifPresent: until)
        writer.endObject()
    }
}

extension Revocation: JSONDecodable {
    public init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        if let id = try object.optional("jti", as: String.self) {
            target = .credential(id: id)
        } else {
            target = .subject(
                try object.required("subject", as: String.self),
                notBefore: try object.required("not_before", as: Int64.self))
        }
        issuer = try object.optional("issuer", as: String.self)
        until = try object.optional("until", as: Int64.self)
    }
}
