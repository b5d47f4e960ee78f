package import Gatehouse
import GatehouseJSON

/// Entries that are written together: their members are made before their place in the chain is known.
package struct AuditBatch: Sendable {
    private let members: [[UInt8]]

    /// Makes a batch of what ``members(of:)`` has made of entries.
    init(members: [[UInt8]]) {
        self.members = members
    }

    /// Makes a batch of entries.
    package init(_ entries: [AuditEntry]) {
        members = entries.map(Self.members(of:))
    }

    /// The members of an entry, as they stand in its line between `seq` and `previous`.
    static func members(of entry: AuditEntry) -> [UInt8] {
        var writer = JSONWriter(capacity: 512)
        entry.encodeMembers(to: &writer)
        return writer.bytes
    }

    /// The lines of the entries, where they follow another one.
    package func lines(after head: AuditHead) -> AuditLines {
        var chain = AuditChain(after: head, lines: members.count, bytes: members.reduce(0) { $0 &+ $1.count })
        for entry in members { entry.withUnsafeBufferPointer { chain.append($0) } }
        return chain.lines
    }
}
