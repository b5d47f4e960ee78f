import GatehouseProtocol
import Synchronization

/// Puts the questions of a task to the client of a session while that waits for the task's result, on the stream of its
/// `tasks/result` (basic/utilities/tasks, "Input Required Status", 2025-11-25).
///
/// A question that nobody waits for stays with the task until somebody does.
final class TaskQuestions: Sendable {
    private let service: TaskService
    private let session: LegacySession
    private let stream: any ReplyStream
    private let fields: [Reply.Field]
    private let asked = Mutex<[String: Task<Void, Never>]>([:])

    /// - Returns: Nothing where the request is of no session, or its client takes no stream.
    init?(_ service: TaskService, _ job: Runner.Job) {
        guard case .session(let session) = job.request.era, let stream = job.stream else { return nil }
        self.service = service
        self.session = session
        self.stream = stream
        fields = job.validated.admitted.fields
    }

    /// Asks what a task has outstanding and was not asked here yet.
    func ask(_ record: TaskRecord) {
        for question in record.outstanding {
            asked.withLock { asked in
                guard asked[question.key] == nil else { return }
                asked[question.key] = Task { await self.ask(question, of: record) }
            }
        }
    }

    /// Takes back what is still being asked.
    func end() {
        for task in asked.withLock({ Array($0.values) }) { task.cancel() }
    }

    private func ask(_ question: TaskRecord.Question, of record: TaskRecord) async {
        do {
            let request = try question.request.known(to: session).related(to: record.id)
            let result = try await session.ask(request, on: stream, fields: fields)
            let response = try question.request.answer(result, key: question.key)
            _ = try await service.change(record.id) { _ in .answered([question.key: response]) }
        } catch let error
            where error is ClientRequestFailure || error is InvalidAnswer || error is MissingClientCapability
        {
            // A client that is gone may come back and wait again; one that refuses has answered.
            guard !Task.isCancelled, (error as? ClientRequestFailure).map({ $0.code != nil }) ?? true else { return }
            await service.fail(record, "\(error)")
        } catch {
            // The wait was given up; the question stays with the task.
            return
        }
    }
}
