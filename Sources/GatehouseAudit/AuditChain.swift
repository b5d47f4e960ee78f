import Crypto
package import Gatehouse
import GatehouseJSON

/// Makes entries a chain: each holds the hash of the one before, and its own.
///
/// A line is the entry as a JSON object, with `seq` as its first member and `previous` and `hash` as its last two. The
/// hash is the SHA-256 of the line as it would be without the member `hash`; so every byte of a line counts, and through
/// `previous` every byte of all lines before it.
package enum AuditChain {
    /// The members of an entry, as they stand in its line between `seq` and `previous`. They do not depend on the entry's
    /// place, so they can be made before that is known.
    package static func members(of entry: AuditEntry) -> [UInt8] {
        var writer = JSONWriter(capacity: 512)
        entry.encodeMembers(to: &writer)
        return writer.bytes
    }

    /// The line of an entry that follows another one.
    ///
    /// - Parameters:
    ///   - members: What ``members(of:)`` gives.
    ///   - head: The entry before; this one afterwards.
    package static func line(_ members: [UInt8], after head: inout AuditHead) -> [UInt8] {
        let sequence = head.sequence &+ 1
        var line: [UInt8] = []
        line.reserveCapacity(members.count + 180)
        line.append(contentsOf: #"{"seq":"#.utf8)
        line.append(contentsOf: sequence.description.utf8)
        line.append(UInt8(ascii: ","))
        line.append(contentsOf: members)
        line.append(contentsOf: #","previous":""#.utf8)
        line.append(contentsOf: head.hash.utf8)
        line.append(contentsOf: #""}"#.utf8)
        let hash = hash(of: line)
        line.removeLast()
        line.append(contentsOf: #","hash":""#.utf8)
        line.append(contentsOf: hash.utf8)
        line.append(contentsOf: #""}"#.utf8)
        head = AuditHead(sequence: sequence, hash: hash)
        return line
    }

    /// The hash that a line ought to have.
    static func hash(ofWhole line: [UInt8]) -> String {
        hash(of: Array(line.dropLast(AuditHead.ending)) + [UInt8(ascii: "}")])
    }

    private static func hash(of bytes: [UInt8]) -> String {
        var hasher = SHA256()
        bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        return hexadecimal(hasher.finalize())
    }

    private static func hexadecimal(_ digest: SHA256.Digest) -> String {
        String(unsafeUninitializedCapacity: 64) { buffer in
            var position = 0
            for byte in digest {
                buffer[position] = digit(byte >> 4)
                buffer[position + 1] = digit(byte & 15)
                position += 2
            }
            return position
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
