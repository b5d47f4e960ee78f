import Foundation
import Gatehouse
import GatehouseAudit
import GatehouseSQLite

extension MicroBench {
    /// What the audit log's own thread does for an entry, of which a hundred are written together.
    static func audit() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "gatehouse-micro-\(UUID())")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: folder) }
        let entries = (0..<count).map(entry)
        var head = AuditHead.origin
        reportEach(
            "make an audit entry's line",
            Measurement {
                head = AuditBatch(entries).lines(after: head).head
            })
        let store = try await SQLiteAuditStore.open(path: folder.path + "/audit.sqlite")
        reportEach("the same, and write it with SQLite", Measurement { keep(try? append(entries, store)) })
        let lines = try FileAuditStore(path: folder.path + "/audit.jsonl")
        reportEach("the same, into a file of lines", Measurement { keep(try? append(entries, lines)) })
        print("\(head.sequence) lines, \(try store.head().sequence) and \(try lines.head().sequence) entries")
        store.close()
        lines.close()
    }

    private static let count = 100

    private static func reportEach(_ name: String, _ measurement: Measurement) {
        report(name, Measurement(rounds: measurement.rounds.map { $0 / Double(count) }))
    }

    private static func append(_ entries: [AuditEntry], _ store: some AuditStore) throws(AuditFailure) -> AuditHead {
        let batch = AuditBatch(entries)
        return try store.append(.process) { batch.lines(after: $0) }
    }

    private static func entry(_ number: Int) -> AuditEntry {
        var entry = AuditEntry(.finished, at: 1_795_000_000_000 + Int64(number))
        entry.requestID = "7d0c3f6e-\(number)"
        entry.transport = "http"
        entry.remoteAddress = "192.0.2.17"
        entry.caller = "alice"
        entry.authentication = "jwt"
        entry.credentialID = "0b8b1f6a-5a8e-4f57-9f0c-2f7f0a9a3f11"
        entry.method = "tools/call"
        entry.name = "add"
        entry.revision = "2025-11-25"
        entry.outcome = "ok"
        entry.status = 200
        entry.duration = .microseconds(412)
        return entry
    }
}
