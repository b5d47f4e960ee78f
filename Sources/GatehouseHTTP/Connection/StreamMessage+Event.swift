package import Gatehouse
import NIOCore

extension StreamMessage {
    /// The message as an event of a stream, with its end.
    package var eventBytes: [UInt8] {
        var output = ByteBuffer()
        EventPrefix(self).write(to: &output)
        output.writeBytes(ConnectionHandler.onOneLine(body))
        output.writeStaticString("\n\n")
        return Array(buffer: output)
    }
}
