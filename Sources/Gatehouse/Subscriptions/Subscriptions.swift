import GatehouseJSON
import GatehouseProtocol
import Synchronization

/// Everybody who listens to a server, and what they are to be told: the hub of its notifications.
///
/// Changes are told at once when there were none before, and else in rounds, as many as an interval allows: what changes
/// ten thousand times a second is told in the next round, once. What waits for a round is bounded by what anybody is
/// subscribed to, and each listener's share by what it is subscribed to itself.
final class Subscriptions: Sendable {
    /// What waits for the next round.
    struct Pending {
        var kinds: ComponentKinds = []
        var uris: Set<ExactString> = []
        var tasks: Set<ExactString> = []

        var isEmpty: Bool { kinds.isEmpty && uris.isEmpty && tasks.isEmpty }
    }

    struct State {
        var members: [UInt64: Subscription] = [:]
        /// How many of the members are counted.
        var counted = 0
        var countByCaller: [String: Int] = [:]
        var byURI: [ExactString: Set<UInt64>] = [:]
        var byTask: [ExactString: Set<UInt64>] = [:]
        var lastNumber: UInt64 = 0
        var pending = Pending()
        /// Whether a task delivers.
        var isDelivering = false
        var ending: SubscriptionEnding?
    }

    let limits: ServerOptions.Subscriptions
    /// Ends subscriptions at their time; to the second, as credentials expire.
    let deadlines: Deadlines
    let clock: any Clock<Duration>
    let state = Mutex(State())

    init<C: Clock>(_ limits: ServerOptions.Subscriptions, clock: C = ContinuousClock()) where C.Duration == Duration {
        self.limits = limits
        self.clock = clock
        deadlines = Deadlines(clock: clock, tick: .seconds(1))
    }

    /// How many subscriptions there are.
    var count: Int { state.withLock { $0.members.count } }
    /// Whether anything is still to be told to those who listen.
    var isDelivering: Bool { state.withLock { $0.isDelivering || !$0.pending.isEmpty } }
    /// How many resources anybody is subscribed to.
    var uriCount: Int { state.withLock { $0.byURI.count } }
    /// How many tasks anybody is subscribed to.
    var taskCount: Int { state.withLock { $0.byTask.count } }

    /// Opens a subscription that begins with an acknowledgment and counts against the bounds. Whoever opens it closes it.
    ///
    /// - Parameter caller: The identity of the principal that listens.
    func open(_ interest: SubscriptionInterest, by caller: String) throws(SubscriptionRefusal) -> Subscription {
        let subjects = interest.uris.count + interest.tasks.count
        guard subjects <= limits.maximumSubjects else {
            throw .tooManySubjects(subjects, maximum: limits.maximumSubjects)
        }
        return try state.withLock { state throws(SubscriptionRefusal) in
            guard state.ending == nil else { throw .draining }
            guard state.countByCaller[caller, default: 0] < limits.maximumPerCaller else {
                throw .tooManyOfCaller(limits.maximumPerCaller)
            }
            guard state.counted < limits.maximum else { throw .tooMany(limits.maximum) }
            state.counted += 1
            state.countByCaller[caller, default: 0] += 1
            return add(interest, caller: caller, acknowledges: true, to: &state)
        }
    }

    /// Opens a subscription that is bounded elsewhere, as a session's, and begins with whatever comes first.
    func attach(_ interest: SubscriptionInterest) -> Subscription {
        state.withLock { state in
            let subscription = add(interest, caller: nil, acknowledges: false, to: &state)
            if let ending = state.ending { subscription.change { $0.end(ending) } }
            return subscription
        }
    }

    private func add(
        _ interest: SubscriptionInterest,
        caller: String?,
        acknowledges: Bool,
        to state: inout State
    ) -> Subscription {
        state.lastNumber &+= 1
        let number = state.lastNumber
        let subscription = Subscription(
            number: number, caller: caller, queue: SubscriptionQueue(interest, acknowledges: acknowledges))
        state.members[number] = subscription
        for uri in interest.uris { state.byURI[uri, default: []].insert(number) }
        for task in interest.tasks { state.byTask[task, default: []].insert(number) }
        return subscription
    }

    /// Forgets a subscription.
    func close(_ subscription: Subscription) {
        let (uris, tasks) = subscription.change { queue in
            queue.end(.closed)
            return queue.subjects
        }
        state.withLock { state in
            guard state.members.removeValue(forKey: subscription.number) != nil else { return }
            for uri in uris { Self.remove(subscription.number, uri, from: &state.byURI) }
            for task in tasks { Self.remove(subscription.number, task, from: &state.byTask) }
            guard let caller = subscription.caller else { return }
            state.counted -= 1
            let left = state.countByCaller[caller, default: 1] - 1
            state.countByCaller[caller] = left > 0 ? left : nil
        }
    }

    private static func remove(_ number: UInt64, _ key: ExactString, from index: inout [ExactString: Set<UInt64>]) {
        index[key]?.remove(number)
        if index[key]?.isEmpty == true { index[key] = nil }
    }

    /// Ends all subscriptions, once what waits was told, and lets no new one be opened: the server is about to stop.
    func beginDraining() {
        let members = state.withLock { state in
            state.ending = .draining
            return Array(state.members.values)
        }
        for member in members { member.change { $0.end(.draining) } }
    }
}

// MARK: - Resources and tasks of a subscription

extension Subscriptions {
    /// Subscribes a member to another resource, which it then hears of.
    ///
    /// - Throws: ``SubscriptionRefusal/tooManySubjects(_:maximum:)`` where it is subscribed to as many as it may be.
    func add(uri: String, to subscription: Subscription) throws(SubscriptionRefusal) {
        let uri = ExactString(uri)
        try state.withLock { state throws(SubscriptionRefusal) in
            guard state.members[subscription.number] != nil else { return }
            let isAdded = subscription.change { queue in
                guard queue.subjects.uris.contains(uri) || queue.uriCount < limits.maximumSubjects else { return false }
                queue.add(uri: uri)
                return true
            }
            guard isAdded else {
                throw .tooManySubjects(limits.maximumSubjects + 1, maximum: limits.maximumSubjects)
            }
            state.byURI[uri, default: []].insert(subscription.number)
        }
    }

    /// Subscribes a member to another task, unless it is subscribed to as many as it may be.
    func add(task: ExactString, to subscription: Subscription) {
        state.withLock { state in
            guard state.members[subscription.number] != nil else { return }
            let isAdded = subscription.change { queue in
                guard queue.taskCount < limits.maximumSubjects else { return false }
                queue.add(task: task)
                return true
            }
            if isAdded { state.byTask[task, default: []].insert(subscription.number) }
        }
    }

    /// Lets a member hear of a task no more.
    func remove(task: ExactString, from subscription: Subscription) {
        state.withLock { state in
            subscription.change { $0.remove(task: task) }
            Self.remove(subscription.number, task, from: &state.byTask)
        }
    }

    /// Lets a member hear of a resource no more.
    func remove(uri: String, from subscription: Subscription) {
        let uri = ExactString(uri)
        state.withLock { state in
            subscription.change { $0.remove(uri: uri) }
            Self.remove(subscription.number, uri, from: &state.byURI)
        }
    }
}
