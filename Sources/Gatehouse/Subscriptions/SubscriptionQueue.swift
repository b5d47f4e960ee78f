import GatehouseJSON

/// What one listener has still to be told: a pure state machine.
///
/// Everything waits at most once, in the order in which it was first noted, whatever happens meanwhile: a storm of changes
/// costs a listener as many messages as it can be sent, and no more memory than the things that it asked for. Nothing is
/// lost, because each message only says that something is to be looked at again.
struct SubscriptionQueue: Sendable {
    /// What is to be done next.
    enum Step: Sendable, Hashable {
        /// Tell the listener what it will hear of. This comes first, and once.
        case acknowledge
        case tell(SubscriptionEvent)
        /// Nothing is to be told now.
        case wait
        /// Everything was told, and nothing more will be.
        case end(SubscriptionEnding)
    }

    private var kinds: ComponentKinds
    private var uris: Set<ExactString>
    private var tasks: Set<ExactString>
    private var mustAcknowledge: Bool
    /// What waits, in the order of telling; those before ``first`` were told.
    private var order: [SubscriptionEvent] = []
    private var first = 0
    private var waiting: Set<SubscriptionEvent> = []
    private var ending: SubscriptionEnding?

    /// - Parameter acknowledges: Whether the listener is to be told first what it will hear of.
    init(_ interest: SubscriptionInterest, acknowledges: Bool) {
        kinds = interest.kinds
        uris = Set(interest.uris)
        tasks = Set(interest.tasks)
        mustAcknowledge = acknowledges
    }

    /// How many messages wait.
    var count: Int { waiting.count }
    /// Whether there is nothing to be done.
    var isQuiet: Bool { !mustAcknowledge && waiting.isEmpty && ending == nil }
    /// How many resources are subscribed to.
    var uriCount: Int { uris.count }
    /// How many tasks are subscribed to.
    var taskCount: Int { tasks.count }
    /// The resources and tasks that it is subscribed to.
    var subjects: (uris: Set<ExactString>, tasks: Set<ExactString>) { (uris, tasks) }
    /// The lists whose changes it is told of.
    var lists: ComponentKinds { kinds }

    /// Notes that lists have changed.
    mutating func note(_ changed: ComponentKinds) {
        for kind in [ComponentKinds.tools, .prompts, .resources] where kinds.contains(kind) && changed.contains(kind) {
            append(.listChanged(kind))
        }
    }

    /// Notes that a resource has changed.
    mutating func note(uri: ExactString) {
        if uris.contains(uri) { append(.resourceUpdated(uri)) }
    }

    /// Notes that a task has another state.
    mutating func note(task: ExactString) {
        if tasks.contains(task) { append(.taskChanged(task)) }
    }

    /// Lets nothing more be noted. What was noted before is still told; the first reason stays.
    ///
    /// Of a credential that was withdrawn nothing is told any more, whatever the first reason was.
    mutating func end(_ ending: SubscriptionEnding) {
        self.ending = self.ending ?? ending
        guard ending == .withdrawn else { return }
        order.removeAll()
        waiting.removeAll()
        first = 0
    }

    /// Subscribes to another resource.
    mutating func add(uri: ExactString) {
        uris.insert(uri)
    }

    /// Subscribes to a resource no longer. What waits of it is not told.
    mutating func remove(uri: ExactString) {
        uris.remove(uri)
        guard waiting.remove(.resourceUpdated(uri)) != nil else { return }
        order.removeSubrange(..<first)
        first = 0
        order.removeAll { $0 == .resourceUpdated(uri) }
    }

    /// Subscribes to another task.
    mutating func add(task: ExactString) {
        tasks.insert(task)
    }

    /// Subscribes to a task no longer. What waits of it is told.
    mutating func remove(task: ExactString) {
        tasks.remove(task)
    }

    /// What is to be done next, which counts as done.
    mutating func next() -> Step {
        if mustAcknowledge {
            mustAcknowledge = false
            return .acknowledge
        }
        guard first < order.count else {
            order.removeAll()
            first = 0
            return ending.map(Step.end) ?? .wait
        }
        let event = order[first]
        first += 1
        waiting.remove(event)
        return .tell(event)
    }

    private mutating func append(_ event: SubscriptionEvent) {
        guard ending == nil, waiting.insert(event).inserted else { return }
        if first > 32, first * 2 > order.count {
            order.removeFirst(first)
            first = 0
        }
        order.append(event)
    }
}
