import Gatehouse
import NIOCore

/// What stands before an event's data: its name, and the id and the time to wait where it has them (HTML Living
/// Standard, "Server-sent events", "Parsing an event stream").
struct EventPrefix {
    private static let plain: StaticString = "event: message\ndata: "

    /// The prefix, where it is not that of a plain message.
    private let text: String?

    init(_ message: StreamMessage) {
        guard message.eventID != nil || message.eventName != nil || message.retry != nil else {
            text = nil
            return
        }
        var lines = "event: \(Self.onOneLine(message.eventName ?? "message"))\n"
        if let id = message.eventID { lines += "id: \(Self.onOneLine(id))\n" }
        if let retry = message.retry { lines += "retry: \(max(0, retry.wholeMilliseconds))\n" }
        text = lines + "data: "
    }

    var count: Int { text?.utf8.count ?? Self.plain.utf8CodeUnitCount }

    func write(to output: inout ByteBuffer) {
        if let text { output.writeString(text) } else { output.writeStaticString(Self.plain) }
    }

    /// A line end would begin another field.
    private static func onOneLine(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "\n" && $0 != "\r" && $0 != "\0" }))
    }
}
