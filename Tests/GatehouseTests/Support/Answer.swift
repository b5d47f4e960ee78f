import Gatehouse

/// A reply, read.
struct Answer: Sendable {
    let reply: Reply
    /// The body, where there is one that is JSON.
    let json: JSONValue?

    init(_ reply: Reply) {
        self.reply = reply
        json = reply.body.flatMap { try? JSONValue(parsing: $0) }
    }

    var status: Int { reply.status }
    var text: String { reply.body.map { String(decoding: $0, as: UTF8.self) } ?? "" }
    var id: JSONValue? { json?["id"] }
    var result: JSONValue? { json?["result"] }
    var code: Int64? { json?["error"]?["code"]?.integerValue }
    var message: String? { json?["error"]?["message"]?.stringValue }
    var data: JSONValue? { json?["error"]?["data"] }
    /// The first text of a tool's result.
    var toolText: String? { result?["content"]?[0]?["text"]?.stringValue }
    var isToolError: Bool { result?["isError"]?.boolValue ?? false }

    /// The values of a header field.
    func fields(_ name: String) -> [String] {
        reply.fields.filter { $0.name == name }.map(\.value)
    }

    /// The names in a list.
    func names(in list: String) -> [String] {
        result?[list]?.arrayValue?.compactMap { $0["name"]?.stringValue } ?? []
    }

    /// Status, code and message on one line, to compare at once.
    var refusal: String {
        "\(status) \(code.map(String.init) ?? "-") \(message ?? "-")"
    }
}

extension Server {
    /// Answers a request, as a transport would have it answered.
    func answer(_ ask: Ask, stream: (any ReplyStream)? = nil) async -> Answer {
        if let refused = refuse(ask.head) { return Answer(refused) }
        return Answer(await reply(to: ask.head, body: ask.body, stream: stream))
    }

    /// Opens a session of a revision up to 2025-11-25, and gives its id.
    func openSession(_ revision: String = "2025-11-25", as caller: String = "alice") async -> String {
        await answer(.initialize(revision, as: caller)).fields("Mcp-Session-Id").first ?? ""
    }
}
