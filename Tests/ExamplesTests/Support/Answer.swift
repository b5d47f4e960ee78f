import Gatehouse

/// A reply, read.
struct Answer: Sendable {
    let status: Int
    let json: JSONValue

    init(_ reply: Reply) {
        status = reply.status
        // A body that is no JSON fails whatever the test expects of it.
        json = reply.body.flatMap { try? JSONValue(parsing: $0) } ?? .null
    }

    /// What a tool returned.
    var output: JSONValue? { json["result"]?["structuredContent"] }
    /// The text of a tool's result.
    var text: String? { json["result"]?["content"]?[0]?["text"]?.stringValue }
    /// Whether a tool reported an error.
    var isToolError: Bool { json["result"]?["isError"] == true }
    /// Status and message of a request that was refused.
    var refusal: String { "\(status) \(json["error"]?["message"]?.stringValue ?? "-")" }
}
