package import Gatehouse
import GatehouseJSON

/// Entries that are written together: their members are made before their place in the chain is known.
package struct AuditBatch: Sendable {
    /// The members of all entries, the second's and those of later ones behind a comma.
    private var writer: JSONWriter
    private var ends: [Int] = []

    /// Makes a batch with room for so many entries.
    package init(capacity: Int) {
        writer = JSONWriter(capacity: min(max(1, capacity), 1_024) * 512)
        ends.reserveCapacity(capacity)
    }

    /// Makes a batch of one entry.
    package init(_ entry: AuditEntry) {
        self.init(capacity: 1)
        append(entry)
    }

    /// Adds an entry.
    package mutating func append(_ entry: borrowing AuditEntry) {
        entry.encodeMembers(to: &writer)
        ends.append(writer.bytes.count)
    }

    /// The lines of the entries, where they follow another one.
    package func lines(after head: AuditHead) -> AuditLines {
        var chain = AuditChain(after: head, lines: ends.count, bytes: writer.bytes.count)
        writer.bytes.withUnsafeBufferPointer { members in
            var start = 0
            for end in ends {
                chain.append(UnsafeBufferPointer(rebasing: members[start..<end]))
                start = end &+ 1
            }
        }
        return chain.lines
    }
}
