import Foundation
import Gatehouse
import GatehouseSQLite
import GatehouseTesting
import Testing

@Suite("API keys kept in a file")
struct SQLiteAPIKeyStoreTests {
    @Test("The store does what every store does", arguments: APIKeyStoreRequirement.all)
    func requirement(_ requirement: APIKeyStoreRequirement) async throws {
        try await ScratchFolder.with { folder in
            let store = try await SQLiteAPIKeyStore.open(path: folder.path("api-keys.sqlite"))
            try await requirement.check(store)
            try await store.close()
        }
    }

    @Test("What one process writes, another that has the file open finds at once")
    func sharing() async throws {
        try await ScratchFolder.with { folder in
            let path = folder.path("api-keys.sqlite")
            let server = try await SQLiteAPIKeyStore.open(path: path)
            let command = try await SQLiteAPIKeyStore.open(path: path)
            try await command.add(StoredAPIKey(id: "a", digest: [1], subject: "alice", createdAt: 1), maximum: 9)
            #expect(try await server.key(id: "a")?.subject == "alice")
            #expect(try await command.revoke(id: "a", at: 5))
            #expect(try await server.key(id: "a")?.revokedAt == 5)
            try await server.noteUses(["a": 7])
            #expect(try await command.key(id: "a")?.lastUsedAt == 7)
            try await command.close()
            try await server.close()
        }
    }

    @Test("The file is its owner's alone, and another program's is refused")
    func file() async throws {
        try await ScratchFolder.with { folder in
            let path = folder.path("api-keys.sqlite")
            try await SQLiteAPIKeyStore.open(path: path).close()
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            let tasks = folder.path("tasks.sqlite")
            try await SQLiteTaskStore.open(path: tasks).close()
            let error = await #expect(throws: SQLiteStoreFailure.self) { try await SQLiteAPIKeyStore.open(path: tasks) }
            #expect(error?.description == "The file \(tasks) cannot be used: it is the database of another program")
        }
    }

    @Test("A store that is closed fails, and says so")
    func closed() async throws {
        try await ScratchFolder.with { folder in
            let store = try await SQLiteAPIKeyStore.open(path: folder.path("api-keys.sqlite"))
            try await store.close()
            let error = await #expect(throws: APIKeyStoreError.self) { try await store.key(id: "a") }
            #expect(error?.reason == .failed)
        }
    }
}
