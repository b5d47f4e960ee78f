import GatehouseJSON
import GatehouseProtocol

/// A task: everything about it, and what may become of it next.
///
/// This is the whole state machine and does nothing: whoever applies an event writes the outcome to the store, and acts
/// only then. Implements "Task Status" of the extension io.modelcontextprotocol/tasks and "Task Status Lifecycle" of
/// basic/utilities/tasks (2025-11-25): a task begins as working, goes to and fro between working and input required, and
/// ends once.
struct TaskRecord: Sendable, Hashable {
    /// Something that the task asked its client.
    struct Question: Sendable, Hashable {
        /// The key, which no other question of the task ever has.
        let key: String
        let request: InputRequest
        /// What came back, once it did.
        var response: InputResponse?
    }

    /// How many questions a task may ask in its life, and how many effects it may have once.
    static let maximumQuestions = 256

    let id: String
    let owner: String
    let createdAt: Int64
    let pollInterval: Duration
    /// How long it is kept from its creation on; nothing where that is without limit.
    let timeToLive: Duration?
    /// The tool that was called; nothing of tasks that an earlier release kept.
    var tool: String?
    var version: Int64 = 1
    var place: UInt64 = 0
    private(set) var updatedAt: Int64
    private(set) var status: TaskStatus = .working
    private(set) var message: String?
    private(set) var questions: [Question] = []
    /// The values of effects that must not be had again where the task runs again, by their names.
    private(set) var effects: JSONObject = [:]
    /// The result, encoded: the object that the request would have been answered with.
    private(set) var result: [UInt8]?
    /// Whether the result reports an error: a task of that kind has failed in the eyes of revision 2025-11-25.
    private(set) var resultIsError = false
    private(set) var error: JSONRPCError?
    /// What it takes to run it once more; nothing where it is not to be, and once it has ended.
    private(set) var origin: TaskOrigin?

    /// A task that begins.
    ///
    /// - Parameter time: The present, in milliseconds since 1970.
    init(
        id: String,
        owner: String,
        origin: TaskOrigin?,
        timeToLive: Duration?,
        pollInterval: Duration,
        at time: Int64
    ) {
        self.id = id
        self.owner = owner
        self.origin = origin
        self.timeToLive = timeToLive
        self.pollInterval = pollInterval
        createdAt = time
        updatedAt = time
    }

    /// What the client still has to answer.
    var outstanding: [Question] { questions.filter { $0.response == nil } }

    /// When the task may be removed.
    var expiresAt: Int64? {
        timeToLive.map { createdAt.addingReportingOverflow($0.wholeMilliseconds) }.map { $1 ? .max : $0 }
    }

    /// Whether the task is gone as far as clients may know.
    func isExpired(at time: Int64) -> Bool {
        expiresAt.map { $0 <= time } ?? false
    }

    /// Lets something happen.
    ///
    /// - Returns: Whether anything changed: nothing does once the task has ended, and by answers to what was not asked or
    ///   is answered already.
    mutating func apply(_ event: TaskEvent, at time: Int64) -> Bool {
        guard !status.isTerminal, change(event) else { return false }
        // The clock may be set back; a task's own time does not go backwards.
        updatedAt = max(updatedAt, time)
        version += 1
        return true
    }

    private mutating func change(_ event: TaskEvent) -> Bool {
        switch event {
        case .asked(let asked): return ask(asked)
        case .answered(let responses): return answer(responses)
        case .hadEffect(let key, let value):
            guard effects.count < Self.maximumQuestions else { return false }
            return effects.appendIfAbsent(name: key, value: value)
        case .completed(let result, let isError):
            self.result = result
            resultIsError = isError
            end(.completed, nil)
        case .failed(let error, let message):
            self.error = error
            end(.failed, message)
        case .cancelled(let message): end(.cancelled, message)
        }
        return true
    }

    private mutating func end(_ status: TaskStatus, _ message: String?) {
        self.status = status
        self.message = message
        questions = []
        effects = [:]
        origin = nil
    }

    private mutating func ask(_ asked: [Question]) -> Bool {
        let known = Set(questions.map(\.key))
        let new = asked.filter { !known.contains($0.key) }
        guard !new.isEmpty, questions.count + new.count <= Self.maximumQuestions else { return false }
        questions += new
        status = outstanding.isEmpty ? .working : .inputRequired
        return true
    }

    private mutating func answer(_ responses: InputResponses) -> Bool {
        var isChanged = false
        for index in questions.indices where questions[index].response == nil {
            guard let response = responses[questions[index].key] else { continue }
            questions[index].response = response
            isChanged = true
        }
        if isChanged, outstanding.isEmpty { status = .working }
        return isChanged
    }

    /// Sets what was read from a store.
    mutating func restore(_ restored: Restored) {
        updatedAt = restored.updatedAt
        status = restored.status
        message = restored.message
        questions = restored.questions
        effects = restored.effects
        result = restored.result
        resultIsError = restored.resultIsError
        error = restored.error
    }

    /// What a store has of a task beside what it began with.
    struct Restored {
        var updatedAt: Int64
        var status: TaskStatus
        var message: String?
        var questions: [Question]
        var effects: JSONObject
        var result: [UInt8]?
        var resultIsError: Bool
        var error: JSONRPCError?
    }
}
