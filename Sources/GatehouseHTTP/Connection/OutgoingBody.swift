import NIOCore

/// A large body or message on its way out, piece by piece, so that it is never copied whole into the send buffer.
struct OutgoingBody {
    /// What follows once everything is written.
    enum Completion {
        case answer
        /// The stream's end does.
        case stream
        /// Its sender goes on.
        case message(SendTicket, CheckedContinuation<Bool, Never>)
        /// Nobody waits for it any more.
        case nothing
    }

    let bytes: [UInt8]
    /// What is written behind the last piece.
    let tail: StaticString
    var completion: Completion
    private var offset = 0

    init(_ bytes: [UInt8], tail: StaticString = "", then completion: Completion) {
        self.bytes = bytes
        self.tail = tail
        self.completion = completion
    }

    var isWritten: Bool { offset == bytes.count }

    /// Wakes a sender that waits for the end, where there is one.
    mutating func abandon() {
        if case .message(_, let sender) = completion { sender.resume(returning: false) }
        completion = .nothing
    }

    /// Writes the next piece.
    mutating func writePiece(of length: Int, to buffer: inout ByteBuffer) {
        let end = min(bytes.count, offset + max(1, length))
        buffer.writeBytes(bytes[offset..<end])
        offset = end
        if isWritten { buffer.writeStaticString(tail) }
    }
}
