import Dispatch
import Gatehouse
import Synchronization

/// Keeps lines in memory, fails when it is told to, and can be made to wait.
final class FlakyStore: AuditStore {
    private struct State {
        var lines: [[UInt8]] = []
        var failure: AuditFailure?
        var durabilities: [AuditDurability] = []
        var batches: [Int] = []
        var isClosed = false
    }

    private let state = Mutex(State())
    private let gate = DispatchSemaphore(value: 1)

    var lines: [AuditLine] { state.withLock { $0.lines.map { AuditLine($0) } } }
    var durabilities: [AuditDurability] { state.withLock { $0.durabilities } }
    var batches: [Int] { state.withLock { $0.batches } }
    var isClosed: Bool { state.withLock { $0.isClosed } }

    func fail(with failure: AuditFailure?) { state.withLock { $0.failure = failure } }

    /// Has every write wait until ``unblock()``.
    func block() { gate.wait() }

    func unblock() { gate.signal() }

    func append(
        _ durability: AuditDurability, _ lines: (AuditHead) -> AuditLines
    ) throws(AuditFailure) -> AuditHead {
        gate.wait()
        gate.signal()
        return try state.withLock { state throws(AuditFailure) in
            if let failure = state.failure { throw failure }
            let made = lines(Self.head(state.lines))
            state.lines += made.bytes.split(separator: UInt8(ascii: "\n")).map { Array($0) }
            state.durabilities.append(durability)
            state.batches.append(made.count)
            return Self.head(state.lines)
        }
    }

    private static func head(_ lines: [[UInt8]]) -> AuditHead { lines.last.flatMap { AuditHead(line: $0) } ?? .origin }

    func head() throws(AuditFailure) -> AuditHead { state.withLock { Self.head($0.lines) } }

    func page(from place: Int64, limit: Int) throws(AuditFailure) -> AuditPage {
        let found = lines.dropFirst(Int(place)).prefix(limit)
        return AuditPage(lines: Array(found), next: place + Int64(found.count))
    }

    func place(ofLast count: Int) throws(AuditFailure) -> Int64 { Int64(max(0, lines.count - count)) }

    func close() { state.withLock { $0.isClosed = true } }
}
