import Foundation
import Gatehouse
import GatehouseAudit
import Testing

@Suite("Files of a log that are moved away")
struct AuditRotationTests {
    private func flaws(_ paths: [String]) throws -> [String] {
        var verification = AuditVerification()
        for path in paths { try FileAuditSource(path: path).verify(path, &verification) }
        verification.finish()
        return verification.flaws.map(\.description)
    }

    private func move(_ path: String, _ other: String) throws {
        try FileManager.default.moveItem(atPath: path, toPath: other)
    }

    @Test("The chain goes on in a new file, which says behind which entry")
    func moved() async throws {
        try await ScratchFolder.with { folder in
            let (path, old) = (folder.path("audit.jsonl"), folder.path("audit.jsonl.1"))
            let store = try FileAuditStore(path: path)
            try store.fill(3)
            let before = try store.head()
            try move(path, old)
            try store.fill(2)
            let lines = try store.page(from: 0, limit: 9).lines
            #expect(lines.map(\.sequence) == [4, 5, 6])
            #expect(lines.first?.entry?["event"] == "audit.continued")
            #expect(lines.first?.entry?["details"] == ["head": .string(before.description)])
            #expect(try store.beginning() == before)
            #expect(try flaws([old, path]) == [])
            #expect(try flaws([path]) == [])
            #expect(try flaws([old]) == [])
            store.close()
            let again = try FileAuditStore(path: path)
            try again.fill(1)
            #expect(try again.head().sequence == 7)
            #expect(try flaws([old, path]) == [])
        }
    }

    @Test("A file between two that is missing, or cut, is told")
    func missing() async throws {
        try await ScratchFolder.with { folder in
            let path = folder.path("audit.jsonl")
            let store = try FileAuditStore(path: path)
            for number in 1...2 {
                try store.fill(2)
                try move(path, folder.path("\(number)"))
            }
            try store.fill(1)
            let (first, second) = (folder.path("1"), folder.path("2"))
            #expect(try flaws([first, second, path]) == [])
            let head = try FileAuditSource(path: path).beginning()
            let found = try flaws([first, path])
            #expect(found.count == 1)
            #expect(found.first?.hasPrefix("\(path): it goes on after entry \(head), and what comes before it") == true)
            let text = try String(contentsOfFile: path, encoding: .utf8)
            try [UInt8](text.split(separator: "\n").dropFirst().joined().utf8 + [0x0A]).write(to: path)
            let all = try flaws([first, second, path])
            #expect(all.count == 1 && all.first?.hasSuffix("entry 6 is missing before entry 7") == true)
            let alone = try flaws([path])
            #expect(alone.first?.hasSuffix("the log begins with entry 7; what was before it is missing") == true)
        }
    }

    @Test("An empty file of that name, and one that was emptied, are gone on with")
    func emptied() async throws {
        try await ScratchFolder.with { folder in
            let (path, old) = (folder.path("audit.jsonl"), folder.path("old"))
            let store = try FileAuditStore(path: path)
            try store.fill(2)
            try move(path, old)
            try [UInt8]().write(to: path)
            try store.fill(1)
            #expect(try flaws([old, path]) == [])
            // As `copytruncate` does.
            let copy = folder.path("copy")
            try FileManager.default.copyItem(atPath: path, toPath: copy)
            #expect(truncate(path, 0) == 0)
            try store.fill(1)
            #expect(try store.page(from: 0, limit: 9).lines.map(\.sequence) == [5, 6])
            #expect(try flaws([old, copy, path]) == [])
        }
    }

    @Test("Several writers go over to the new file, and lose nothing")
    func several() async throws {
        try await ScratchFolder.with { folder in
            let path = folder.path("audit.jsonl")
            let stores = [try FileAuditStore(path: path), try FileAuditStore(path: path)]
            try stores[0].fill(1)
            await withTaskGroup(of: Void.self) { group in
                for store in stores {
                    group.addTask {
                        for _ in 0..<100 { #expect(throws: Never.self) { try store.fill(1) } }
                    }
                }
                group.addTask {
                    for number in 0..<20 {
                        try? move(path, folder.path("\(number)"))
                        try? await Task.sleep(for: .milliseconds(1))
                    }
                }
            }
            try stores[0].fill(1)
            let files = (0..<20).map { folder.path("\($0)") }.filter { FileManager.default.fileExists(atPath: $0) }
            #expect(!files.isEmpty)
            #expect(try flaws(files + [path]) == [])
            // A file that was moved away before anybody had written into it stays empty, and is no part of the chain.
            let written = try files.count { try !Data(contentsOf: URL(fileURLWithPath: $0)).isEmpty }
            #expect(try stores[0].head().sequence == Int64(202 + written))
        }
    }

    @Test("Where a stranger's file has the name, entries are refused, and it is left as it is")
    func foreign() async throws {
        try await ScratchFolder.with { folder in
            let (path, old) = (folder.path("audit.jsonl"), folder.path("old"))
            let store = try FileAuditStore(path: path)
            try store.fill(1)
            try move(path, old)
            try [UInt8]("my notes\n".utf8).write(to: path)
            for _ in 1...2 { #expect(throws: AuditFailure.self) { try store.fill(1) } }
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "my notes\n")
            try FileManager.default.removeItem(atPath: path)
            try store.fill(1)
            #expect(try flaws([old, path]) == [])
        }
    }
}
