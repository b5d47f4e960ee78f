import GatehouseJSON
import Synchronization

// What changes is noted here, and told in rounds.

extension Subscriptions {
    /// Notes that lists have changed.
    func listsChanged(_ kinds: ComponentKinds) {
        note { state in
            if !state.members.isEmpty { state.pending.kinds.formUnion(kinds) }
        }
    }

    /// Notes that what stands at a URI has changed. Of one that nobody is subscribed to nothing is kept.
    func resourceUpdated(_ uri: String) {
        let uri = ExactString(uri)
        note { state in
            if state.byURI[uri] != nil { state.pending.uris.insert(uri) }
        }
    }

    /// Notes that a task has another state. Of one that nobody is subscribed to nothing is kept.
    func taskChanged(_ id: String) {
        let id = ExactString(id)
        note { state in
            if state.byTask[id] != nil { state.pending.tasks.insert(id) }
        }
    }

    private func note(_ change: (inout State) -> Void) {
        let mustStart = state.withLock { state in
            change(&state)
            guard !state.isDelivering, !state.pending.isEmpty else { return false }
            state.isDelivering = true
            return true
        }
        guard mustStart else { return }
        // The task ends by itself, after the first round that finds nothing; nobody has to wait for it.
        Task { await deliver() }
    }

    private func deliver() async {
        while let round = nextRound() {
            tell(round)
            do {
                try await clock.sleep(for: limits.interval)
            } catch {
                // Nothing cancels this task but the end of the process.
                state.withLock { $0.isDelivering = false }
                return
            }
        }
    }

    /// Whom to tell of what.
    private struct Round {
        let pending: Pending
        let everybody: [Subscription]
        let ofURIs: [(uri: ExactString, members: [Subscription])]
        let ofTasks: [(task: ExactString, members: [Subscription])]
    }

    /// What has come since the last round; nothing ends the delivery.
    private func nextRound() -> Round? {
        state.withLock { state in
            guard !state.pending.isEmpty else {
                state.isDelivering = false
                return nil
            }
            let pending = state.pending
            state.pending = Pending()
            return Round(
                pending: pending, everybody: pending.kinds.isEmpty ? [] : Array(state.members.values),
                ofURIs: pending.uris.map { ($0, Self.members(state.byURI[$0], of: state)) },
                ofTasks: pending.tasks.map { ($0, Self.members(state.byTask[$0], of: state)) })
        }
    }

    private static func members(_ numbers: Set<UInt64>?, of state: State) -> [Subscription] {
        numbers?.compactMap { state.members[$0] } ?? []
    }

    /// Tells outside the lock: what wakes may take its time.
    private func tell(_ round: Round) {
        for member in round.everybody { member.change { $0.note(round.pending.kinds) } }
        for (uri, members) in round.ofURIs {
            for member in members { member.change { $0.note(uri: uri) } }
        }
        for (task, members) in round.ofTasks {
            for member in members { member.change { $0.note(task: task) } }
        }
    }
}
