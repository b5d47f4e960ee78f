import Synchronization

/// Bounds what callers whom nobody knows have written into an audit log: a stranger must not fill the disk.
///
/// Of each sort of refusal so many are taken down in a second; of the others one entry says how many there were.
final class StrangerCount: Sendable {
    /// What refusals have in common: there are some dozens of them, whatever is sent.
    private struct Sort: Hashable {
        let step: Step?
        let status: Int
    }

    private struct State {
        var second: Int64 = .min
        var admitted: [Sort: Int] = [:]
        var omitted: [Sort: Int] = [:]
        var hasTimer = false
    }

    private let options: AuditOptions
    private let deadlines: Deadlines
    private let state = Mutex(State())

    init(_ options: AuditOptions, deadlines: Deadlines) {
        self.options = options
        self.deadlines = deadlines
    }

    /// Whether a refusal gets an entry of its own.
    func admit(_ record: RequestRecord) -> Bool {
        let second = options.now() / 1_000
        let sort = Sort(step: record.refusedBy, status: record.status)
        let (isAdmitted, mustTime) = state.withLock { state in
            if state.second != second {
                state.second = second
                state.admitted.removeAll(keepingCapacity: true)
            }
            let count = state.admitted[sort, default: 0]
            if count < options.maximumStrangers {
                state.admitted[sort] = count + 1
                return (true, false)
            }
            state.omitted[sort, default: 0] += 1
            defer { state.hasTimer = true }
            return (false, !state.hasTimer)
        }
        if mustTime { _ = deadlines.add(after: .seconds(1)) { [weak self] in self?.flush() } }
        return isAdmitted
    }

    /// Has the log say how many refusals it leaves out.
    func flush() {
        let omitted = state.withLock { state in
            state.hasTimer = false
            defer { state.omitted.removeAll() }
            return state.omitted
        }
        for (sort, count) in omitted.sorted(by: { $0.key.status < $1.key.status }) {
            var entry = AuditEntry(.omitted, at: options.now())
            entry.outcome = "refused"
            entry.step = sort.step?.rawValue
            entry.status = sort.status
            entry.count = count
            entry.reason = "refusals of callers that nobody knows"
            options.trail.append(entry)
        }
    }
}
