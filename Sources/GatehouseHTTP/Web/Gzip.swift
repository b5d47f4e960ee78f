import CGatehouseZlib

/// Compresses whole bodies: RFC 1952.
enum Gzip {
    /// What is worth it, and does not take long: at its fastest level, well below five milliseconds.
    static let sizes = 1024...(256 * 1024)

    /// The compressed bytes; nothing where they are not fewer, or where there is no memory for the work.
    static func compress(_ bytes: [UInt8]) -> [UInt8]? {
        var stream = z_stream()
        // 15 bits of window, and 16 for gzip's own frame around it.
        let begun = deflateInit2_(
            &stream, Z_BEST_SPEED, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            CInt(MemoryLayout<z_stream>.size))
        guard begun == Z_OK else { return nil }
        defer { deflateEnd(&stream) }
        var input = bytes
        var count = 0
        let output = [UInt8](unsafeUninitializedCapacity: bytes.count) { buffer, initialized in
            count = input.withUnsafeMutableBufferPointer { input in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(clamping: input.count)
                stream.next_out = buffer.baseAddress
                stream.avail_out = UInt32(clamping: buffer.count)
                return deflate(&stream, Z_FINISH) == Z_STREAM_END ? buffer.count - Int(stream.avail_out) : 0
            }
            initialized = count
        }
        return count > 0 && count < bytes.count ? output : nil
    }
}
