import GatehouseJSON
import Testing

@testable import GatehouseApplication

@Suite("Responses")
struct ReplyAccumulatorTests {
    private static let response = #"{"jsonrpc":"2.0","id":1,"result":{"resultType":"complete"}}"#
    private static let progress =
        #"{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":1,"progress":1}}"#

    private func accumulator(_ contentType: String?) -> ReplyAccumulator {
        ReplyAccumulator(id: 1, contentType: contentType)
    }

    @Test("A body of JSON is the response", arguments: ["application/json", "application/json; charset=utf-8", nil])
    func json(contentType: String?) throws {
        var accumulator = accumulator(contentType)
        for byte in Self.response.utf8 { #expect(try accumulator.read([byte]).isEmpty) }
        #expect(accumulator.response == nil)
        try accumulator.finish()
        #expect(accumulator.response?["result"]?["resultType"] == "complete")
    }

    @Test(
        "A stream has notifications and then the response", arguments: ["text/event-stream", "Text/Event-Stream; a=b"])
    func stream(contentType: String) throws {
        var accumulator = accumulator(contentType)
        let notifications = try accumulator.read("data: \(Self.progress)\n\n".utf8)
        #expect(notifications.map { $0["method"] } == ["notifications/progress"])
        #expect(accumulator.response == nil)
        #expect(try accumulator.read("data: \(Self.response)\n\n".utf8).isEmpty)
        #expect(accumulator.response?["id"] == 1)
    }

    @Test("A response to another request is not this one's")
    func foreignResponse() throws {
        var accumulator = accumulator("text/event-stream")
        _ = try accumulator.read("data: {\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{}}\n\n".utf8)
        #expect(accumulator.response == nil)
    }

    @Test("A request of the server is neither a notification nor a response")
    func serverRequest() throws {
        var accumulator = accumulator("text/event-stream")
        let notifications = try accumulator.read("data: {\"id\":1,\"method\":\"ping\"}\n\n".utf8)
        #expect(notifications.isEmpty)
        #expect(accumulator.response == nil)
    }

    @Test("An error without an id belongs to the request")
    func errorWithoutID() throws {
        var accumulator = accumulator("application/json")
        _ = try accumulator.read(#"{"jsonrpc":"2.0","error":{"code":-32700,"message":"m"}}"#.utf8)
        try accumulator.finish()
        #expect(accumulator.response?["error"]?["code"] == -32700)
    }

    @Test("An empty body is no response")
    func empty() throws {
        var accumulator = accumulator("application/json")
        try accumulator.finish()
        #expect(accumulator.response == nil)
    }

    @Test(
        "A body that is no JSON object is refused",
        arguments: [("<html>", "it is not JSON"), ("[1]", "it is not a JSON object"), ("{\"a\":1,}", "it is not JSON")]
    )
    func unreadable(body: String, reason: String) throws {
        var accumulator = accumulator("application/json")
        _ = try accumulator.read(body.utf8)
        #expect(throws: ReplyAccumulator.Unreadable(reason: reason)) { try accumulator.finish() }
    }

    @Test("An event that is not JSON is refused")
    func unreadableEvent() {
        var accumulator = accumulator("text/event-stream")
        #expect(throws: ReplyAccumulator.Unreadable(reason: "it is not JSON")) {
            _ = try accumulator.read("data: x\n\n".utf8)
        }
    }
}
