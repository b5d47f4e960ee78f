import GatehouseJSON
import GatehouseProtocol
import Synchronization

/// Sends the notifications of one request, as many as may be sent, one at a time: its progress, and its log messages.
///
/// A function may report from several tasks at once. What is sent stays in order, progress grows from one notification to
/// the next, and nothing is sent after ``end()`` has returned (basic/patterns/progress, "Behavior Requirements", and
/// server/utilities/logging, 2026-07-28). While the connection is congested, of progress the last report waits, and of log
/// messages as many as there is room for.
final class RequestReports: Sendable {
    /// What a client asked for, and where it goes.
    struct Terms: Sendable {
        /// Asks for progress, where it is there.
        var token: ProgressToken?
        /// Asks for log messages from this level on, where it is there.
        var level: LoggingLevel?
        /// What log messages come from, where their author says nothing else.
        let logger: String?
        let revision: ProtocolRevision
        let stream: any ReplyStream
        let fields: [Reply.Field]
    }

    fileprivate enum Item {
        case progress(ProgressReport)
        case message([UInt8])

        var isProgress: Bool { if case .progress = self { true } else { false } }
    }

    fileprivate struct State {
        var last = -Double.infinity
        var progressPace: ReportPace
        var logPace: ReportPace
        var isOver = false
        var isSending = false
        /// What waits while something is being sent: at most one report of progress, and a number of messages.
        var waiting: [Item] = []
        /// Who waits for the last one to be sent.
        var ender: CheckedContinuation<Void, Never>?
    }

    /// How many log messages may wait.
    static let maximumWaiting = 64

    private let terms: Terms
    private let state: Mutex<State>

    init(_ terms: Terms) {
        self.terms = terms
        let now = ContinuousClock.now
        state = Mutex(State(progressPace: ReportPace(now), logPace: ReportPace(now)))
    }

    /// Ends the reports: what was logged is sent, and then nothing more.
    func end() async {
        await withCheckedContinuation { continuation in
            let isQuiet = state.withLock { state in
                state.isOver = true
                state.waiting.removeAll(where: \.isProgress)
                if state.isSending { state.ender = continuation }
                return !state.isSending
            }
            if isQuiet { continuation.resume() }
        }
    }

    /// Reports progress, where it was asked for, has grown, and may be sent.
    func report(_ report: ProgressReport) async {
        guard terms.token != nil else { return }
        let now = ContinuousClock.now
        let mustSend = state.withLock { state in
            guard !state.isOver, report.progress.isFinite, report.progress > state.last,
                state.progressPace.admits(now)
            else { return false }
            state.last = report.progress
            state.waiting.removeAll(where: \.isProgress)
            return state.begin(.progress(report))
        }
        if mustSend { await send() }
    }

    /// Whether messages of a level were asked for.
    func wants(_ level: LoggingLevel) -> Bool {
        guard let asked = terms.level?.severity, let severity = level.severity else { return false }
        return severity >= asked
    }

    /// Sends a log message, where its level was asked for and where it may be sent.
    func log(_ message: LogMessage) async {
        guard wants(message.level) else { return }
        let now = ContinuousClock.now
        let mustSend = state.withLock { state in
            guard !state.isOver, state.waiting.count <= Self.maximumWaiting, state.logPace.admits(now) else {
                return false
            }
            return state.begin(.message(message.notification(from: terms.logger)))
        }
        if mustSend { await send() }
    }

    /// Sends what waits, and what comes meanwhile.
    private func send() async {
        while let item = next() {
            do {
                switch item {
                case .progress(let report): try await terms.stream.send(notification(report), fields: terms.fields)
                case .message(let bytes): try await terms.stream.send(bytes, fields: terms.fields)
                }
            } catch {
                // The peer is gone, which the transport tells the call by cancelling it.
                state.withLock { state in
                    state.isOver = true
                    state.waiting = []
                }
            }
        }
    }

    /// What comes next; without anything the sending is over.
    private func next() -> Item? {
        let (item, ender) = state.withLock { state -> (Item?, CheckedContinuation<Void, Never>?) in
            if !state.waiting.isEmpty { return (state.waiting.removeFirst(), nil) }
            state.isSending = false
            return (nil, state.ender.take())
        }
        ender?.resume()
        return item
    }

    private func notification(_ report: ProgressReport) -> [UInt8] {
        guard let token = terms.token else { return [] }
        return report.notification(token, terms.revision)
    }
}

extension RequestReports.State {
    /// Lets something wait.
    ///
    /// - Returns: Whether nobody is sending, so that whoever asks has to.
    fileprivate mutating func begin(_ item: RequestReports.Item) -> Bool {
        waiting.append(item)
        defer { isSending = true }
        return !isSending
    }
}
