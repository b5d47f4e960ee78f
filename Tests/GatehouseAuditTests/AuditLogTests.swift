import Foundation
import Gatehouse
import GatehouseAudit
import GatehouseJSON
import Testing

@Suite("The writer of an audit log", .timeLimit(.minutes(1)))
struct AuditLogTests {
    private let full = AuditFailure(.full, "no room")
    private let limits = AuditLog.Limits(retry: .milliseconds(20))

    @Test("What is kept is on the disk when the call returns, and so is all before it")
    func keeping() async throws {
        let store = FlakyStore()
        let log = try AuditLog(store, logger: Samples.logger)
        log.append(Samples.entry(1))
        try await log.keep(Samples.entry(2))
        #expect(store.lines.count == 2 && store.durabilities == [.power])
        #expect(log.head.sequence == 2)
        await log.close()
        #expect(store.isClosed)
    }

    @Test("What nobody waits for is written soon, together, and outlasts the process alone")
    func appending() async throws {
        let store = FlakyStore()
        let log = try AuditLog(store, logger: Samples.logger)
        for number in 1...20 { log.append(Samples.entry(number)) }
        while store.lines.count < 20 { await Task.yield() }
        #expect(store.durabilities.allSatisfy { $0 == .process })
        #expect(Samples.flaws(store.lines) == [])
        await log.close()
    }

    @Test("Many who wait at once share few writes")
    func groups() async throws {
        let store = FlakyStore()
        let log = try AuditLog(store, logger: Samples.logger)
        await withTaskGroup(of: Void.self) { group in
            for number in 1...500 {
                group.addTask { await #expect(throws: Never.self) { try await log.keep(Samples.entry(number)) } }
            }
        }
        #expect(store.lines.count == 500)
        #expect(Samples.flaws(store.lines) == [])
        await log.close()
    }

    @Test("A full disk is told to who waits, logged once, and the entries are written when there is room")
    func fullDisk() async throws {
        let store = FlakyStore()
        let (logger, logged) = Samples.loudLogger()
        let log = try AuditLog(store, limits: limits, logger: logger)
        store.fail(with: full)
        let failure = await #expect(throws: AuditFailure.self) { try await log.keep(Samples.entry(1)) }
        #expect(failure == full)
        #expect(!log.canKeep)
        log.append(Samples.entry(2))
        let again = await #expect(throws: AuditFailure.self) { try await log.keep(Samples.entry(3)) }
        #expect(again == full)
        store.fail(with: nil)
        while !log.canKeep { await Task.yield() }
        try await log.keep(Samples.entry(4))
        let requests = store.lines.compactMap { $0.entry?["request"]?.stringValue }
        #expect(requests == ["r-1", "r-2", "r-3", "r-4"])
        #expect(
            logged.all == [
                "error: the audit log cannot be written", "notice: the audit log is written again",
            ])
        await log.close()
    }

    @Test("What finds no room is counted, in its place")
    func overrun() async throws {
        let store = FlakyStore()
        let (logger, logged) = Samples.loudLogger()
        var limits = limits
        limits.maximumEntries = 10
        let log = try AuditLog(store, limits: limits, logger: logger)
        store.fail(with: full)
        for number in 1...30 { log.append(Samples.entry(number)) }
        while log.canKeep { await Task.yield() }
        let failure = await #expect(throws: AuditFailure.self) { try await log.keep(Samples.entry(31)) }
        #expect(failure?.reason == .full || failure?.reason == .overrun)
        store.fail(with: nil)
        while !log.canKeep { await Task.yield() }
        try await log.keep(Samples.entry(40))
        await log.close()
        let entries = store.lines.compactMap(\.entry)
        #expect(entries.count == 12)
        #expect(entries[10]["kind"] == "omitted" && entries[10]["count"] == .integer(21))
        #expect(entries[11]["request"] == "r-40")
        #expect(logged.all.contains("error: entries of the audit log are left out: too many wait to be written"))
    }

    @Test("A disk that does not answer is told to who waits, and canKeep says so until it does")
    func slowDisk() async throws {
        let store = FlakyStore()
        var limits = limits
        limits.patience = .milliseconds(20)
        let log = try AuditLog(store, limits: limits, logger: Samples.logger)
        store.block()
        let waiting = Task { try await log.keep(Samples.entry(1)) }
        while log.canKeep { await Task.yield() }
        store.unblock()
        let failure = await #expect(throws: AuditFailure.self) { try await waiting.value }
        #expect(failure?.description == "The disk of the audit log has not answered for 0.02 seconds")
        log.append(Samples.entry(2))
        while !log.canKeep { await Task.yield() }
        await log.close()
        #expect(Samples.flaws(store.lines) == [])
        #expect(store.lines.count == 2)
    }

    @Test("A log that is closed takes nothing, and says what it could not write")
    func closed() async throws {
        let store = FlakyStore()
        let (logger, logged) = Samples.loudLogger()
        let log = try AuditLog(store, limits: limits, logger: logger)
        store.fail(with: full)
        log.append(Samples.entry(1))
        await log.close()
        #expect(logged.all.last == "error: entries of the audit log are lost: it cannot be written")
        let failure = await #expect(throws: AuditFailure.self) { try await log.keep(Samples.entry(2)) }
        #expect(failure?.description == "The audit log is closed")
        #expect(!log.canKeep)
    }

    @Test("A log goes on behind the entries of the one before")
    func continuing() async throws {
        let store = FlakyStore()
        for number in 1...3 {
            let log = try AuditLog(store, logger: Samples.logger)
            try await log.keep(Samples.entry(number))
            await log.close()
        }
        #expect(Samples.flaws(store.lines) == [])
        #expect(store.lines.count == 3)
    }

    @Test("A search meets all criteria, and shows the newest")
    func searching() async throws {
        let store = FlakyStore()
        _ = try store.append(.process) { Samples.batch(1...40).lines(after: $0) }
        var criteria = AuditCriteria()
        criteria.members = [.caller: "alice", .outcome: "refused"]
        #expect(try store.lines(matching: criteria, limit: 100).map { $0.entry?["seq"] } == [5, 15, 25, 35])
        #expect(try store.lines(matching: criteria, limit: 2).map { $0.entry?["seq"] } == [25, 35])
        criteria.since = 1_795_000_000_006
        criteria.until = 1_795_000_000_025
        #expect(try store.lines(matching: criteria, limit: 9).map { $0.entry?["seq"] } == [15, 25])
        criteria.members[.rule] = "x"
        #expect(try store.lines(matching: criteria, limit: 9) == [])
    }
}
