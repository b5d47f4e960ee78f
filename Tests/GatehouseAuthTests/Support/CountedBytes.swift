import Synchronization

/// Bytes that count how many of them were read.
final class CountedBytes: RandomAccessCollection, Sendable {
    private let bytes: [UInt8]
    private let reads = Mutex(0)

    var startIndex: Int { bytes.startIndex }
    var endIndex: Int { bytes.endIndex }

    /// How many bytes were read until now.
    var read: Int { reads.withLock { $0 } }

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    subscript(position: Int) -> UInt8 {
        reads.withLock { $0 += 1 }
        return bytes[position]
    }
}
