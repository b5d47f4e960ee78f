import Dispatch
public import Gatehouse
public import Logging
import Synchronization

/// Writes entries into a store, chained, from a thread of its own: nobody who appends waits for a disk.
///
/// What waits is written together, in one transaction with one `fsync`. Entries that nobody waits for are gathered for at
/// most 50 ms. Where the store fails, the entries stay, in a bounded queue, and it is tried again every second; that is
/// logged once, and once more when it is over. What finds no room in the queue is counted, and the log says how many
/// entries are missing in what place.
public final class AuditLog: AuditTrail {
    /// The bounds of a log.
    public struct Limits: Sendable, Hashable {
        /// How many entries may wait to be written.
        public var maximumEntries: Int
        /// About how many bytes these may take.
        public var maximumBytes: Int
        /// How long a disk may take to answer before whoever waits for it is told that entries cannot be kept.
        public var patience: Duration
        /// How long to wait from one attempt to the next where the store fails.
        public var retry: Duration

        public init(
            maximumEntries: Int = 8_192,
            maximumBytes: Int = 16_777_216,
            patience: Duration = .seconds(5),
            retry: Duration = .seconds(1)
        ) {
            self.maximumEntries = maximumEntries
            self.maximumBytes = maximumBytes
            self.patience = patience
            self.retry = retry
        }
    }

    private typealias Waiter = CheckedContinuation<AuditFailure?, Never>

    private struct State {
        var queue: AuditQueue<Waiter>
        var head: AuditHead
        /// Tells one writing from the next.
        var batch: UInt64 = 0
        var isClosed = false
    }

    private static let delay = DispatchTimeInterval.milliseconds(50)
    private static let maximumBatch = 512

    private let store: any AuditStore
    private let limits: Limits
    private let logger: Logger
    private let now: @Sendable () -> Int64
    private let writer = DispatchQueue(label: "gatehouse.audit")
    private let watch = DispatchQueue(label: "gatehouse.audit.watch")
    private let state: Mutex<State>

    /// Makes a log on a store.
    ///
    /// - Parameters:
    ///   - store: Keeps the lines; it is the log's to close.
    ///   - limits: The bounds.
    ///   - logger: Takes what goes wrong.
    /// - Throws: ``AuditFailure`` where the store cannot say what its newest entry is.
    public convenience init(
        _ store: any AuditStore, limits: Limits = Limits(), logger: Logger
    ) throws(AuditFailure) {
        try self.init(store, limits: limits, logger: logger, now: { AuditLog.present() })
    }

    init(
        _ store: any AuditStore, limits: Limits, logger: Logger, now: @escaping @Sendable () -> Int64
    ) throws(AuditFailure) {
        let head = try store.head()
        self.store = store
        self.limits = limits
        self.logger = logger
        self.now = now
        let queue = AuditQueue<Waiter>(maximumEntries: limits.maximumEntries, maximumWeight: limits.maximumBytes)
        state = Mutex(State(queue: queue, head: head))
    }

    @Sendable private static func present() -> Int64 { Instant.milliseconds() }

    /// The newest entry that is written.
    public var head: AuditHead { state.withLock { $0.head } }

    public var canKeep: Bool { state.withLock { $0.queue.canKeep && !$0.isClosed } }

    public func append(_ entry: AuditEntry) {
        take(entry, nil)
    }

    public func keep(_ entry: AuditEntry) async throws(AuditFailure) {
        let failure = await withCheckedContinuation { take(entry, $0) }
        if let failure { throw failure }
    }

    /// Writes what waits, and lets go of the store. Entries that come later are lost, and so are those that cannot be
    /// written now; that is logged.
    public func close() async {
        await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
            writer.async {
                self.writeWaiting()
                self.end()
                done.resume()
            }
        }
    }

    private func end() {
        let lost = state.withLock { state in
            defer { state.isClosed = true }
            return state.isClosed ? 0 : state.queue.count + state.queue.missing
        }
        if lost > 0 {
            logger.error("entries of the audit log are lost: it cannot be written", metadata: ["count": "\(lost)"])
        }
        store.close()
    }

    // MARK: Taking

    private func take(_ entry: AuditEntry, _ waiter: Waiter?) {
        let closed = AuditFailure(.closed, "The audit log is closed")
        let now = entry.time
        let members = AuditBatch.members(of: entry)
        let (failure, isFirstOmitted, wish): (AuditFailure?, Bool, AuditQueue<Waiter>.Wish) = state.withLock { state in
            guard !state.isClosed else { return (closed, false, .nothing) }
            // Nobody waits for what has failed already, and will be tried again by and by.
            let known = waiter == nil ? nil : state.queue.failure
            let taken = state.queue.take(members, known == nil ? waiter : nil, at: now)
            guard taken.isTaken else {
                let overrun = AuditFailure(.overrun, "More entries of the audit log come than can be written")
                return (known ?? overrun, taken.isFirstOmitted, .nothing)
            }
            return (known, false, taken.wish)
        }
        if isFirstOmitted {
            logger.error("entries of the audit log are left out: too many wait to be written")
        }
        if let failure { waiter?.resume(returning: failure) }
        switch wish {
        case .nothing: return
        case .soon: writer.asyncAfter(deadline: .now() + Self.delay) { self.writeWaiting() }
        case .now: writer.async { self.writeWaiting() }
        }
    }

    // MARK: Writing

    private func writeWaiting() {
        while true {
            let (items, batch) = state.withLock { state in
                let isClosed = state.isClosed
                state.batch &+= 1
                return (isClosed ? [] : state.queue.next(atMost: Self.maximumBatch, at: now()), state.batch)
            }
            guard !items.isEmpty, write(items, batch) else { return }
        }
    }

    /// Writes some entries.
    ///
    /// - Returns: Whether they are written.
    private func write(_ items: [AuditQueue<Waiter>.Item], _ batch: UInt64) -> Bool {
        let isAwaited = items.contains { $0.waiter != nil }
        if isAwaited { watchOver(batch) }
        let entries = AuditBatch(members: items.map(\.members))
        do throws(AuditFailure) {
            let head = try store.append(isAwaited ? .power : .process) { entries.lines(after: $0) }
            succeed(head)
            return true
        } catch {
            fail(error)
            return false
        }
    }

    private func succeed(_ head: AuditHead) {
        let (waiters, hadFailed) = state.withLock { state in
            state.batch &+= 1
            state.head = head
            return state.queue.succeed()
        }
        if hadFailed { logger.notice("the audit log is written again", metadata: ["head": "\(head)"]) }
        for waiter in waiters { waiter.resume(returning: nil) }
    }

    private func fail(_ failure: AuditFailure) {
        let (waiters, isNew) = state.withLock { state in
            state.batch &+= 1
            return state.queue.fail(failure)
        }
        report(failure, isNew, waiters)
        writer.asyncAfter(deadline: .now() + limits.retry.dispatch) { self.writeWaiting() }
    }

    private func report(_ failure: AuditFailure, _ isNew: Bool, _ waiters: [Waiter]) {
        if isNew { logger.error("the audit log cannot be written", metadata: ["reason": "\(failure)"]) }
        for waiter in waiters { waiter.resume(returning: failure) }
    }

    /// Tells those who wait where the disk does not answer.
    private func watchOver(_ batch: UInt64) {
        watch.asyncAfter(deadline: .now() + limits.patience.dispatch) { [weak self] in
            guard let self else { return }
            let failure = AuditFailure(.slow, "The disk of the audit log has not answered for \(limits.patience)")
            let (waiters, isNew) = state.withLock { state in
                state.batch == batch ? state.queue.stall(failure) : ([], false)
            }
            report(failure, isNew, waiters)
        }
    }
}

extension Duration {
    fileprivate var dispatch: DispatchTimeInterval {
        let (seconds, attoseconds) = components
        return .milliseconds(Int(clamping: seconds &* 1_000 &+ attoseconds / 1_000_000_000_000_000))
    }
}
