import Crypto
import GatehouseJSON
import GatehouseProtocol

/// A question that some round of a request has asked, and its answer once there is one.
struct RecordedQuestion: Sendable, Hashable {
    /// The name under which the client knows it.
    let key: String
    /// What was asked: an answer to something else is none to this.
    let digest: String
    /// Which of several equal questions without a name of their own it is, from 1; nothing where its author named it.
    let occurrence: Int?
    /// The client's answer, valid for the question.
    var answer: JSONValue?

    /// What tells one question from every other one.
    static func digest(of request: InputRequest) -> String {
        Base64URL.encode(SHA256.hash(data: request.withoutLegacyMembers.jsonBytes).prefix(16))
    }
}

extension RecordedQuestion: JSONEncodable, JSONDecodable {
    init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        key = try object.required("key")
        digest = try object.required("digest")
        occurrence = try object.optional("occurrence")
        answer = object["answer"]
    }

    func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("key", key)
        writer.member("digest", digest)
        writer.member("occurrence", ifPresent: occurrence)
        writer.member("answer", ifPresent: answer)
        writer.endObject()
    }
}
