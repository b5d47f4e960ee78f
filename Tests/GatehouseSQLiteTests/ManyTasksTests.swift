import Gatehouse
import GatehouseSQLite
import GRDB
import Testing

@Suite("Many tasks in a file")
struct ManyTasksTests {
    /// Writes tasks past the store: of a thousand owners, every thousandth unfinished, all of them to expire.
    private func fill(_ path: String, count: Int) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in
            try db.execute(
                sql: """
                    WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?)
                    INSERT INTO task (id, owner, version, is_finished, expires_at, body)
                    SELECT printf('%032x', n), 'owner ' || (n % 1000), 3, n % 1000 <> 0, 1000000 + n, zeroblob(500)
                    FROM number
                    """,
                arguments: [count])
        }
        try queue.close()
    }

    @Test("The server is ready within a second where a hundred thousand tasks are kept, and finds those under way")
    func ready() async throws {
        try await ScratchFolder.with { folder in
            let path = folder.path("tasks.sqlite")
            try await SQLiteTaskStore.open(path: path).close()
            try fill(path, count: 100_000)
            let begun = ContinuousClock.now
            let store = try await SQLiteTaskStore.open(path: path)
            var unfinished = 0
            var place: UInt64 = 0
            while case let page = try await store.unfinishedTasks(after: place, limit: 64), let last = page.last {
                unfinished += page.count
                place = last.place
            }
            let first = try await store.task(id: String(repeating: "0", count: 31) + "1")
            let elapsed = begun.duration(to: .now)
            #expect(unfinished == 100)
            #expect(first?.owner == "owner 1")
            #expect(elapsed < .seconds(1))
            let full = await #expect(throws: TaskStoreError.self) {
                try await store.create(
                    StoredTask(id: "x", owner: "new", body: []), within: TaskQuota(maximum: 100_000))
            }
            #expect(full?.reason == .full)
            #expect(try await store.removeExpired(at: 1_000_010, limit: 100).count == 10)
            try await store.create(StoredTask(id: "x", owner: "new", body: []), within: TaskQuota(maximum: 100_000))
            try await store.close()
        }
    }
}
