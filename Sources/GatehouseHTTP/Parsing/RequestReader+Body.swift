import NIOCore

/// Bodies: RFC 9112, sections 6.2 and 7.1.
extension RequestReader {
    /// The bytes that all chunk extensions of a body may have together.
    static let extensionLimit = 1024

    /// Takes bytes of the body, and returns how many of them are still to come.
    mutating func takeBytes(_ remaining: Int, _ buffer: inout ByteBuffer) -> Int? {
        if remaining == 0 { return 0 }
        let length = min(remaining, buffer.readableBytes)
        guard length > 0 else { return nil }
        if discardsBody {
            buffer.moveReaderIndex(forwardBy: length)
        } else if body.isEmpty, length == remaining {
            body = buffer.readBytes(length: length) ?? []
        } else if let slice = buffer.readSlice(length: length) {
            slice.withUnsafeReadableBytes { body.append(contentsOf: $0) }
        }
        bodyBytes += length
        return remaining - length
    }

    /// Reads the next part of a chunk, if it is complete.
    mutating func readChunk(_ buffer: inout ByteBuffer) throws(HTTPRefusal) -> Bool {
        switch state {
        case .chunkSize:
            guard let length = try line(buffer, longest: Self.extensionLimit, else: Self.chunkRefusal) else {
                return false
            }
            let size = try chunkSize(buffer.readableBytesUInt8Span.extracting(first: length))
            consumeLine(length, &buffer)
            state = size == 0 ? .trailer : .chunk(remaining: size)
        case .chunk(let remaining):
            guard let rest = takeBytes(remaining, &buffer) else { return false }
            state = rest == 0 ? .chunkEnd : .chunk(remaining: rest)
        case .chunkEnd:
            guard let length = try line(buffer, longest: 0, else: Self.chunkEndRefusal) else { return false }
            consumeLine(length, &buffer)
            state = .chunkSize
        default:
            return false
        }
        return true
    }

    /// The size that a chunk's first line gives: hexadecimal digits, then extensions, which are ignored but bounded.
    private mutating func chunkSize(_ line: borrowing Span<UInt8>) throws(HTTPRefusal) -> Int {
        let end = line.end(of: { ASCII.hexadecimal($0) != nil }, from: 0)
        guard end > 0, end <= 16 else { throw Self.chunkRefusal(limits) }
        if end < line.count {
            guard ChunkExtensions.areSound(line, from: end) else { throw Self.chunkRefusal(limits) }
            extensionBytes += line.count - end
            guard extensionBytes <= Self.extensionLimit else { throw Self.chunkRefusal(limits) }
        }
        var size = 0
        for index in 0..<end {
            size = size * 16 + (ASCII.hexadecimal(line[index]) ?? 0)
            guard size <= limits.bodyBytes - bodyBytes else { throw .bodyTooLarge(limits) }
        }
        return size
    }

    private static func chunkRefusal(_ limits: HTTPLimits) -> HTTPRefusal {
        .malformed("A chunk must begin with its size in hexadecimal digits.")
    }

    private static func chunkEndRefusal(_ limits: HTTPLimits) -> HTTPRefusal {
        .malformed("A chunk's bytes must be as many as its size says, with CR and LF behind them.")
    }
}
