import GatehouseJSON
import GatehouseProtocol

/// Something that a function tells its client about what it does.
struct LogMessage: Sendable {
    /// The most bytes of the data of a message.
    static let maximumBytes = 65_536

    let level: LoggingLevel
    let logger: String?
    /// One JSON text.
    let data: [UInt8]

    /// The message as `notifications/message` (server/utilities/logging, "Log Message Notifications", 2026-07-28).
    ///
    /// - Parameter owner: What the message comes from, where its author says nothing else.
    func notification(from owner: String?) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("jsonrpc", "2.0")
        writer.member("method", Method.message)
        writer.name(literal: "params")
        writer.beginObject()
        writer.member("level", level)
        writer.member("logger", ifPresent: logger ?? owner)
        if data.count <= Self.maximumBytes {
            writer.name(literal: "data")
            // Between tokens a newline is but white space, and there is none within a string.
            writer.raw(data.contains { $0 == 0x0A || $0 == 0x0D } ? data.filter { $0 != 0x0A && $0 != 0x0D } : data)
        } else {
            writer.member("data", "(\(data.count) bytes, more than a log message may have)")
        }
        writer.endObject()
        writer.endObject()
        return writer.bytes
    }
}
