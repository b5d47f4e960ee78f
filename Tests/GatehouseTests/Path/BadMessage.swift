import Gatehouse
import Testing

/// A body that is no message, and what its sender is told.
struct BadMessage: Sendable, CustomTestStringConvertible {
    let text: String
    let message: String
    var code: Int64 = -32600
    var id: JSONValue? = 7

    var testDescription: String { text }

    static let all: [BadMessage] = [
        BadMessage(text: "", message: "Parse error: the text ends at byte 0, inside a value", code: -32700, id: nil),
        BadMessage(
            text: "{\"jsonrpc\":\"2.0\",\"id\":7,", message: "Parse error: the text ends at byte 24, inside a value",
            code: -32700, id: nil),
        BadMessage(
            text: "nonsense", message: "Parse error: a word at offset 0 is neither true, false nor null", code: -32700,
            id: nil),
        BadMessage(
            text: "{\"id\":7,\"id\":8}", message: "Parse error: the name at offset 8 stands twice in one object",
            code: -32700, id: nil),
        BadMessage(
            text: "{} {}", message: "Parse error: something follows the value at offset 3; a text holds one value",
            code: -32700, id: nil),
        BadMessage(text: "[]", message: "a body holds one message; batches are not accepted", id: nil),
        BadMessage(
            text: "[{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\"}]",
            message: "a body holds one message; batches are not accepted", id: nil),
        BadMessage(text: "null", message: "a message is a JSON object, not null", id: nil),
        BadMessage(text: "\"hello\"", message: "a message is a JSON object, not a string", id: nil),
        BadMessage(text: "12", message: "a message is a JSON object, not an integer", id: nil),
        BadMessage(
            text: "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"tools/list\"}",
            message: "id must be a string or an integer, not null", id: nil),
        BadMessage(
            text: "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"tools/list\"}",
            message: "id must be a string or an integer, not a number", id: nil),
        BadMessage(
            text: "{\"jsonrpc\":\"2.0\",\"id\":99999999999999999999,\"method\":\"tools/list\"}",
            message: "id must be a string or an integer, not a number", id: nil),
        BadMessage(
            text: "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"tools/list\"}",
            message: "id must be a string or an integer, not an object", id: nil),
        BadMessage(
            text: "{\"jsonrpc\":\"2.0\",\"id\":[7],\"method\":\"tools/list\"}",
            message: "id must be a string or an integer, not an array", id: nil),
        BadMessage(
            text: "{\"jsonrpc\":\"2.0\",\"id\":true,\"method\":\"tools/list\"}",
            message: "id must be a string or an integer, not a boolean", id: nil),
        BadMessage(text: "{\"id\":7,\"method\":\"tools/list\"}", message: "jsonrpc must be \"2.0\""),
        BadMessage(text: "{\"jsonrpc\":2.0,\"id\":7,\"method\":\"tools/list\"}", message: "jsonrpc must be \"2.0\""),
        BadMessage(
            text: "{\"jsonrpc\":\"1.0\",\"id\":7,\"method\":\"tools/list\"}", message: "jsonrpc must be \"2.0\""),
        BadMessage(text: "{\"jsonrpc\":\"2.0\",\"id\":7}", message: "the message has no method"),
        BadMessage(
            text: "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":5}", message: "method must be a string, not an integer"),
        BadMessage(
            text: "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":null}", message: "method must be a string, not null"),
        BadMessage(
            text: "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\",\"params\":[]}",
            message: "params must be an object, not an array"),
        BadMessage(
            text: "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\",\"params\":null}",
            message: "params must be an object, not null"),
        BadMessage(
            text: "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\",\"params\":\"x\"}",
            message: "params must be an object, not a string"),
    ]
}
