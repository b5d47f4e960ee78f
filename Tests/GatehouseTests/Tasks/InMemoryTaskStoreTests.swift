import Gatehouse
import GatehouseTesting
import Testing

@Suite("Tasks kept in memory")
struct InMemoryTaskStoreTests {
    @Test("The store does what every store does", arguments: TaskStoreRequirement.all)
    func requirement(_ requirement: TaskStoreRequirement) async throws {
        try await requirement.check(InMemoryTaskStore())
    }

    @Test("More bytes than there may be are refused, and what was there stays")
    func bytes() throws {
        let store = InMemoryTaskStore(maximumBytes: 10)
        try store.create(StoredTask(id: "a", owner: "alice", body: Array(repeating: 0, count: 6)), within: TaskQuota())
        let error = #expect(throws: TaskStoreError.self) {
            try store.create(
                StoredTask(id: "b", owner: "alice", body: Array(repeating: 0, count: 5)), within: TaskQuota())
        }
        #expect(error?.description == "there are as many tasks as there may be")
        #expect(throws: TaskStoreError.self) {
            try store.replace(StoredTask(id: "a", owner: "alice", version: 2, body: Array(repeating: 0, count: 11)))
        }
        #expect(store.task(id: "a")?.version == 1)
        #expect(
            try store.replace(StoredTask(id: "a", owner: "alice", version: 2, body: Array(repeating: 0, count: 10))))
    }
}
