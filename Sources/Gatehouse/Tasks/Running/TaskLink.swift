import GatehouseJSON
import GatehouseProtocol
import Synchronization

/// Reaches the client of a task: what is asked is told with the task's state, and answers come with `tasks/update`
/// (extension io.modelcontextprotocol/tasks, "Task Update Requests"). The function waits meanwhile.
final class TaskLink: ClientLink {
    private let service: TaskService
    private let live: LiveTask
    private let client: ClientCapabilities
    private let keys = Mutex(QuestionKeys())

    init(_ service: TaskService, _ live: LiveTask, client: ClientCapabilities) {
        self.service = service
        self.live = live
        self.client = client
    }

    var unanswered: InputRequiredResult? { nil }

    func ask(_ questions: [Question]) async throws -> Answers {
        try checkCapabilities(questions)
        let asked = try keys.withLock { keys in
            var asked: [(key: String, request: InputRequest)] = []
            for question in questions {
                try question.request.check()
                asked.append((keys.key(of: question), question.request))
            }
            return asked
        }
        var wireKeys: [String] = []
        let record = try await service.change(live.id) { record in
            let questions = Self.questions(asked, in: record)
            wireKeys = questions.map(\.key)
            return .asked(questions)
        }
        guard let record, !record.status.isTerminal else { throw CancellationError() }
        guard wireKeys.allSatisfy({ key in record.questions.contains { $0.key == key } }) else {
            throw InvalidQuestion("a task asks at most \(TaskRecord.maximumQuestions) questions")
        }
        let responses = try await answers(to: wireKeys)
        return Answers(InputResponses(zip(asked.map(\.key), responses)) { $1 })
    }

    func once(_ key: String, _ effect: @Sendable () async throws -> JSONValue) async throws -> JSONValue {
        guard live.isRestartable else { return try await effect() }
        if let value = try await service.record(live.id)?.effects[key] { return value }
        let value = try await effect()
        _ = try await service.change(live.id) { _ in .hadEffect(key, value) }
        return value
    }

    private func checkCapabilities(_ questions: [Question]) throws(MissingClientCapability) {
        var missing = ClientCapabilities()
        for question in questions {
            if let needed = question.request.missingCapabilities(of: client) { missing.add(needed) }
        }
        guard missing == ClientCapabilities() else { throw MissingClientCapability(missing) }
    }

    /// The questions under keys that no other question of the task has. One that is the same as one of the same key is
    /// that one: the task runs again, and finds its answer.
    private static func questions(
        _ asked: [(key: String, request: InputRequest)],
        in record: TaskRecord
    ) -> [TaskRecord.Question] {
        var known: [String: InputRequest] = [:]
        for question in record.questions { known[question.key] = question.request }
        return asked.map { key, request in
            var unique = key
            var count = 1
            while let other = known[unique], other != request {
                count += 1
                unique = "\(key)~\(count)"
            }
            known[unique] = request
            return TaskRecord.Question(key: unique, request: request)
        }
    }

    /// Waits for answers, for a time; then the task ends.
    private func answers(to keys: [String]) async throws -> [InputResponse] {
        let time = service.options.answerTimeout
        let ticket = service.deadlines.add(after: time) { [service, live] in
            Task { await service.giveUp(live, with: .unanswered(after: time)) }
        }
        defer { service.deadlines.remove(ticket) }
        return try await service.watches.wait(for: live.id) {
            guard let record = try await service.record(live.id), !record.status.isTerminal else {
                throw CancellationError()
            }
            let responses = keys.compactMap { key in record.questions.first { $0.key == key }?.response }
            return responses.count == keys.count ? responses : nil
        }
    }
}

extension TaskEvent {
    /// The task ends because its client did not answer.
    fileprivate static func unanswered(after time: Duration) -> TaskEvent {
        let message = "The client did not answer within \(time)"
        return .failed(JSONRPCError(.internalError, message), message: message)
    }
}
