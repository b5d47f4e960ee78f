import Foundation
import Gatehouse
import GatehouseSQLite
import GatehouseTesting
import Testing

@Suite("Tasks kept in a file")
struct SQLiteTaskStoreTests {
    @Test("The store does what every store does", arguments: TaskStoreRequirement.all)
    func requirement(_ requirement: TaskStoreRequirement) async throws {
        try await ScratchFolder.with { folder in
            let store = try await SQLiteTaskStore.open(path: folder.path("tasks.sqlite"))
            try await requirement.check(store)
            try await store.close()
        }
    }

    @Test("What was written is there when the file is opened again, and places go on")
    func reopening() async throws {
        try await ScratchFolder.with { folder in
            let path = folder.path("tasks.sqlite")
            var store = try await SQLiteTaskStore.open(path: path)
            try await store.create(StoredTask(id: "a", owner: "alice", body: [1]), within: TaskQuota())
            try await store.create(StoredTask(id: "b", owner: "alice", expiresAt: 5, body: [2]), within: TaskQuota())
            _ = try await store.replace(StoredTask(id: "a", owner: "alice", version: 2, isFinished: true, body: [3]))
            _ = try await store.removeExpired(at: 5, limit: 10)
            try await store.close()
            store = try await SQLiteTaskStore.open(path: path)
            #expect(
                try await store.task(id: "a")
                    == StoredTask(id: "a", owner: "alice", place: 1, version: 2, isFinished: true, body: [3]))
            try await store.create(StoredTask(id: "c", owner: "alice", body: [4]), within: TaskQuota(maximum: 2))
            #expect(try await store.task(id: "c")?.place == 3)
            try await store.close()
        }
    }

    @Test("A file that another store has open is refused")
    func lock() async throws {
        try await ScratchFolder.with { folder in
            let path = folder.path("tasks.sqlite")
            let store = try await SQLiteTaskStore.open(path: path)
            let error = await #expect(throws: SQLiteStoreFailure.self) { try await SQLiteTaskStore.open(path: path) }
            #expect(
                error?.description
                    == "The file \(path) cannot be used: another process has it open; give each process a data folder of "
                    + "its own")
            try await store.close()
            try await SQLiteTaskStore.open(path: path).close()
        }
    }

    @Test("A file that is no database, another program's, or in a folder that is not there is refused")
    func unusable() async throws {
        try await ScratchFolder.with { folder in
            let text = folder.path("text")
            try Data("This is a text, not a database, and long enough to be told apart.".utf8)
                .write(to: URL(filePath: text))
            let noDatabase = await #expect(throws: SQLiteStoreFailure.self) {
                try await SQLiteTaskStore.open(path: text)
            }
            #expect(
                noDatabase?.description
                    == "The file \(text) cannot be used: it is no database, or its beginning is damaged")
            let missing = folder.path("none/tasks.sqlite")
            let noFolder = await #expect(throws: SQLiteStoreFailure.self) {
                try await SQLiteTaskStore.open(path: missing)
            }
            #expect(noFolder?.description == "The file \(missing) cannot be used: No such file or directory")
        }
    }

    @Test("Nobody else can read the file")
    func mode() async throws {
        try await ScratchFolder.with { folder in
            let store = try await SQLiteTaskStore.open(path: folder.path("tasks.sqlite"))
            try await store.create(StoredTask(id: "a", owner: "alice", body: [1]), within: TaskQuota())
            for name in try FileManager.default.contentsOfDirectory(atPath: folder.path("")) {
                let attributes = try FileManager.default.attributesOfItem(atPath: folder.path(name))
                #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
            }
            try await store.close()
        }
    }

    @Test("A file that is full refuses what is new, and keeps what it has")
    func full() async throws {
        try await ScratchFolder.with { folder in
            let store = try await SQLiteTaskStore.open(path: folder.path("tasks.sqlite"), maximumBytes: 131_072)
            let body = Array(repeating: UInt8(7), count: 40_000)
            try await store.create(StoredTask(id: "a", owner: "alice", body: body), within: TaskQuota())
            let error = await #expect(throws: TaskStoreError.self) {
                for number in 0..<10 {
                    try await store.create(
                        StoredTask(id: "b\(number)", owner: "alice", body: body), within: TaskQuota())
                }
            }
            #expect(error?.reason == .full)
            #expect(try await store.task(id: "a")?.body == body)
            try await store.close()
        }
    }
}
