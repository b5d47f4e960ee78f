import Gatehouse
import GatehouseSQLite
import GatehouseTesting
import Testing

@Suite("Quotas kept in a file")
struct SQLiteQuotaStoreTests {
    private let key = QuotaCount.Key(subject: "plan-day \0tenant a", start: 0, end: 100)

    @Test("The store does what every store does", arguments: QuotaStoreRequirement.all)
    func requirement(_ requirement: QuotaStoreRequirement) async throws {
        try await ScratchFolder.with { folder in
            let store = try await SQLiteQuotaStore.open(path: folder.path("quotas.sqlite"))
            try await requirement.check(store)
            try await store.close()
        }
    }

    @Test("What was added is there when the file is opened again")
    func reopening() async throws {
        try await ScratchFolder.with { folder in
            let path = folder.path("quotas.sqlite")
            var store = try await SQLiteQuotaStore.open(path: path)
            try await store.add([QuotaCount(key, used: 3)])
            try await store.close()
            store = try await SQLiteQuotaStore.open(path: path)
            try await store.add([QuotaCount(key, used: 4)])
            #expect(try await store.used([key]) == [7])
            try await store.close()
        }
    }

    @Test("A file of tasks is refused, and so is one that another store has open")
    func unusable() async throws {
        try await ScratchFolder.with { folder in
            try await SQLiteTaskStore.open(path: folder.path("tasks.sqlite")).close()
            let foreign = await #expect(throws: SQLiteStoreFailure.self) {
                try await SQLiteQuotaStore.open(path: folder.path("tasks.sqlite"))
            }
            #expect(foreign?.description.contains("it is the database of another program") == true)
            let store = try await SQLiteQuotaStore.open(path: folder.path("quotas.sqlite"))
            await #expect(throws: SQLiteStoreFailure.self) {
                try await SQLiteQuotaStore.open(path: folder.path("quotas.sqlite"))
            }
            try await store.close()
        }
    }
}
