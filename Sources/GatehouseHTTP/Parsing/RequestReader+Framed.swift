import NIOCore

/// Requests whose head and end come in frames, as on a stream of HTTP/2 (RFC 9113, section 8.1). Only the body is bytes.
extension RequestReader {
    /// Takes a head, which the next event tells of.
    ///
    /// - Parameter isWhole: Whether the request has no body.
    mutating func receive(_ head: Result<ReceivedHead, HTTPRefusal>, isWhole: Bool) {
        (bodyBytes, discardsBody) = (0, false)
        state = .framedHead(head, isWhole: isWhole)
    }

    /// Notes that the body is whole once the bytes that have come are read.
    mutating func endFrames() {
        switch state {
        case .framedHead(let head, _): state = .framedHead(head, isWhole: true)
        case .framedBody: state = .framedBody(isWhole: true)
        default: break
        }
    }

    /// Takes the bytes that have come of a body.
    mutating func readFramedBody(_ isWhole: Bool, _ buffer: inout ByteBuffer) throws(HTTPRefusal) -> Event {
        guard buffer.readableBytes <= limits.bodyBytes - bodyBytes else { throw .bodyTooLarge(limits) }
        _ = takeBytes(buffer.readableBytes, &buffer)
        return isWhole ? complete() : .needsMore
    }
}
