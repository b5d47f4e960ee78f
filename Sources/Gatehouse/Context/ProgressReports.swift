import GatehouseJSON
import GatehouseProtocol
import Synchronization

/// Sends the progress notifications of one request, as many as may be sent, one at a time.
///
/// A function may report from several tasks at once. What is sent grows from one notification to the next all the same,
/// and nothing is sent after ``end()`` has returned (basic/patterns/progress, "Behavior Requirements", 2026-07-28).
final class ProgressReports: Sendable {
    private struct Report: Sendable {
        let progress: Double
        let total: Double?
        let message: String?
    }

    private struct State {
        var last = -Double.infinity
        var credit = ProgressReports.burst
        var refilled: ContinuousClock.Instant
        var isOver = false
        var isSending = false
        /// The report that waits while another is being sent. A later one takes its place.
        var next: Report?
        /// Who waits for the last report to be sent.
        var waiting: CheckedContinuation<Void, Never>?
    }

    /// How many reports may follow at once, and how many a second after that.
    private static let burst = 50.0

    private let token: ProgressToken
    private let revision: ProtocolRevision
    private let stream: any ReplyStream
    private let fields: [Reply.Field]
    private let state: Mutex<State>

    init(token: ProgressToken, revision: ProtocolRevision, stream: any ReplyStream, fields: [Reply.Field]) {
        self.token = token
        self.revision = revision
        self.stream = stream
        self.fields = fields
        self.state = Mutex(State(refilled: .now))
    }

    /// Ends the reports, once the one that is being sent is sent: a token is of no use after its request was answered.
    func end() async {
        await withCheckedContinuation { continuation in
            let isQuiet = state.withLock { state in
                state.isOver = true
                state.next = nil
                if state.isSending { state.waiting = continuation }
                return !state.isSending
            }
            if isQuiet { continuation.resume() }
        }
    }

    func report(_ progress: Double, total: Double?, message: String?) async {
        var report = accept(Report(progress: progress, total: total, message: message))
        while let current = report {
            do {
                try await stream.send(notification(current), fields: fields)
            } catch {
                // The peer is gone, which the transport tells the call by cancelling it.
                state.withLock { $0.isOver = true }
            }
            report = following()
        }
    }

    /// The report, where it may be sent and nobody is sending.
    private func accept(_ report: Report) -> Report? {
        let now = ContinuousClock.now
        return state.withLock { state in
            guard !state.isOver, report.progress.isFinite, report.progress > state.last else { return nil }
            let elapsed = state.refilled.duration(to: now) / .seconds(1)
            state.credit = min(Self.burst, state.credit + elapsed * Self.burst)
            state.refilled = now
            guard state.credit >= 1 else { return nil }
            state.credit -= 1
            state.last = report.progress
            guard !state.isSending else {
                state.next = report
                return nil
            }
            state.isSending = true
            return report
        }
    }

    /// The report that came meanwhile; without one the sending is over.
    private func following() -> Report? {
        let (report, waiting) = state.withLock { state -> (Report?, CheckedContinuation<Void, Never>?) in
            if !state.isOver, let next = state.next.take() { return (next, nil) }
            state.isSending = false
            return (nil, state.waiting.take())
        }
        waiting?.resume()
        return report
    }

    private func notification(_ report: Report) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("jsonrpc", "2.0")
        writer.member("method", Method.progress)
        writer.name(literal: "params")
        writer.beginObject()
        writer.member("progressToken", token)
        writer.member("progress", report.progress)
        if let total = report.total, total.isFinite { writer.member("total", total) }
        if revision >= .v2025_03_26 { writer.member("message", ifPresent: report.message) }
        writer.endObject()
        writer.endObject()
        return writer.bytes
    }
}
