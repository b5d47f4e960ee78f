import GatehouseJSON
import GatehouseProtocol

// A task's body in a store: a line of JSON, and behind it the result, where there is one, as it will be sent.

extension TaskRecord {
    /// The task as a store keeps it.
    var stored: StoredTask {
        var body = header
        if let result {
            body.append(UInt8(ascii: "\n"))
            body += result
        }
        return StoredTask(
            id: id, owner: owner, place: place, version: version, isFinished: status.isTerminal, expiresAt: expiresAt,
            body: body)
    }

    private var header: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("form", 1)
        writer.member("status", status)
        writer.member("message", ifPresent: message)
        writer.member("createdAt", createdAt)
        writer.member("updatedAt", updatedAt)
        writer.member("timeToLive", ifPresent: timeToLive?.wholeMilliseconds)
        writer.member("pollInterval", pollInterval.wholeMilliseconds)
        if !questions.isEmpty { writer.member("questions", questions) }
        if !effects.isEmpty { writer.member("effects", effects) }
        if resultIsError { writer.member("resultIsError", true) }
        writer.member("error", ifPresent: error)
        writer.member("tool", ifPresent: tool)
        writer.member("origin", ifPresent: origin)
        writer.endObject()
        return writer.bytes
    }

    /// Reads a task that a store kept.
    ///
    /// - Throws: `JSONDecodingError` where it is none of this release's.
    init(_ stored: StoredTask) throws(JSONDecodingError) {
        let header = stored.body.prefix { $0 != UInt8(ascii: "\n") }
        let object = try JSONObject(json: try Self.parsed(header))
        guard object["form"]?.integerValue == 1 else {
            throw JSONDecodingError(expected: "1", found: object["form"]?.kind).under("form")
        }
        let timeToLive: Int64? = try object.optional("timeToLive")
        self.init(
            id: stored.id, owner: stored.owner, origin: try object.optional("origin"),
            timeToLive: timeToLive.map { .milliseconds($0) },
            pollInterval: .milliseconds(try object.required("pollInterval", as: Int64.self)),
            at: try object.required("createdAt"))
        tool = try object.optional("tool")
        version = stored.version
        place = stored.place
        restore(
            Restored(
                updatedAt: try object.required("updatedAt"), status: try object.required("status"),
                message: try object.optional("message"), questions: try object.optional("questions") ?? [],
                effects: try object.optional("effects") ?? [:],
                result: header.endIndex < stored.body.endIndex
                    ? Array(stored.body[(header.endIndex + 1)...]) : nil,
                resultIsError: try object.optional("resultIsError") ?? false, error: try object.optional("error")))
    }

    private static func parsed(_ header: ArraySlice<UInt8>) throws(JSONDecodingError) -> JSONValue {
        do throws(JSONParseError) {
            return try JSONValue(parsing: Array(header), limits: .output)
        } catch {
            throw JSONDecodingError(expected: "a line of JSON", found: nil)
        }
    }
}

extension TaskRecord.Question: JSONEncodable, JSONDecodable {
    init(json: JSONValue) throws(JSONDecodingError) {
        let object = try JSONObject(json: json)
        key = try object.required("key")
        request = try object.required("request")
        response = try object.optional("response")
    }

    func encode(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("key", key)
        writer.member("request", request)
        writer.member("response", ifPresent: response)
        writer.endObject()
    }
}
