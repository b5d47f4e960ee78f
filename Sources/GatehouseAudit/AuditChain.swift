import Crypto
package import Gatehouse

/// Makes entries a chain: each holds the hash of the one before, and its own.
///
/// A line is the entry as a JSON object, with `seq` as its first member and `previous` and `hash` as its last two. The
/// hash is the SHA-256 of the line as it would be without the member `hash`; so every byte of a line counts, and through
/// `previous` every byte of all lines before it.
package struct AuditChain {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var sequence: Int64
    /// The digits of the newest entry's hash.
    private var hash: [UInt8]

    /// Begins behind an entry.
    ///
    /// - Parameters:
    ///   - head: That entry.
    ///   - lines: How many lines there will be.
    ///   - bytes: How many bytes their members take.
    package init(after head: AuditHead, lines: Int, bytes count: Int) {
        sequence = head.sequence
        hash = Array(head.hash.utf8)
        bytes.reserveCapacity(count &+ lines &* Self.frame)
        ends.reserveCapacity(lines)
    }

    /// The most bytes that a line has besides its members: its number, both hashes, and what stands around them.
    private static let frame = 26 + 15 + 64 + AuditHead.ending + 1

    /// The lines so far.
    package var lines: AuditLines {
        AuditLines(
            bytes, endingAt: ends, head: AuditHead(sequence: sequence, hash: String(decoding: hash, as: UTF8.self)))
    }

    /// Adds the line of the next entry.
    ///
    /// - Parameter members: The members of the entry, as they stand in its line between `seq` and `previous`.
    package mutating func append(_ members: UnsafeBufferPointer<UInt8>) {
        sequence &+= 1
        let start = bytes.count
        append(#"{"seq":"#)
        append(sequence)
        append(",")
        bytes.append(contentsOf: members)
        append(#","previous":""#)
        bytes.append(contentsOf: hash)
        append(#""}"#)
        bytes.withUnsafeBytes { Self.write(hashOf: UnsafeRawBufferPointer(rebasing: $0[start...]), to: &hash) }
        bytes.removeLast()
        append(#","hash":""#)
        bytes.append(contentsOf: hash)
        append("\"}\n")
        ends.append(bytes.count)
    }

    private mutating func append(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private mutating func append(_ number: Int64) {
        var text = number.description
        text.withUTF8 { bytes.append(contentsOf: $0) }
    }

    /// The hash that a line ought to have.
    static func hash(ofWhole line: [UInt8]) -> String {
        var hash: [UInt8] = []
        (line.dropLast(AuditHead.ending) + [UInt8(ascii: "}")]).withUnsafeBytes { write(hashOf: $0, to: &hash) }
        return String(decoding: hash, as: UTF8.self)
    }

    private static func write(hashOf line: UnsafeRawBufferPointer, to hash: inout [UInt8]) {
        var hasher = SHA256()
        hasher.update(bufferPointer: line)
        hash.removeAll(keepingCapacity: true)
        hasher.finalize().withUnsafeBytes { digest in
            hash.append(addingCapacity: 2 * digest.count) { digits in
                for byte in digest {
                    digits.append(HexDigit.lowercase(byte >> 4))
                    digits.append(HexDigit.lowercase(byte))
                }
            }
        }
    }
}
