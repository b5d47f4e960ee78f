import GatehouseJSON
import GatehouseProtocol
import Logging

extension TaskService {
    /// Carries out what a request asks of tasks.
    ///
    /// A task that is not the caller's, one of a tool that is hidden from it, one that has expired and one that never was
    /// look alike.
    func answer(_ command: TaskCommand, _ job: Runner.Job) async throws(Refusal) -> TaskAnswer {
        do {
            switch command {
            case .get(let id):
                let record = try await own(id, job)
                try polls.admit(id)
                return .state(record)
            case .update(let id, let answers): return try await update(id, answers, job)
            case .cancel(let id): return try await cancel(id, job)
            case .result(let id): return .result(try await ended(id, job))
            case .list(let place): return try await page(after: place, job)
            }
        } catch let refusal as Refusal {
            throw refusal
        } catch is CancellationError {
            throw .abandoned(.call)
        } catch {
            logger.error(
                "a request about tasks failed", metadata: ["request": "\(job.requestID)", "error": "\(error)"])
            throw Refusal(
                .call, status: ErrorCode.internalError.status(in: job.request.revision),
                error: JSONRPCError(.internalError, "The tasks cannot be read now. Reference: \(job.requestID)"))
        }
    }

    /// The task of an id, where it is the caller's and of a tool that it may still use.
    private func own(_ id: String, _ job: Runner.Job) async throws -> TaskRecord {
        guard let record = try await record(id), record.owner.isExactly(job.principal.identity) else {
            throw unknown(job)
        }
        let decision = record.tool.map { access(job.principal, $0) } ?? .allowed
        guard decision.outcome == .refused, let tool = record.tool else { return record }
        guard decision.concealment == .everywhere else {
            throw Refusal.told(.call, decision, "\(job.request.method) \"\(tool)\"", job.caller)
        }
        var refusal = unknown(job)
        refusal.access = decision
        throw refusal
    }

    /// Whether a caller may know of a task: it is its own, and of a tool that it may still use.
    private func isTold(of record: TaskRecord, _ caller: Principal) -> Bool {
        record.owner.isExactly(caller.identity) && record.tool.map { access(caller, $0).outcome != .refused } ?? true
    }

    private func unknown(_ job: Runner.Job) -> Refusal {
        invalid("Unknown task: it never was, has expired, or is not yours", job)
    }

    private func invalid(_ message: String, _ job: Runner.Job) -> Refusal {
        .invalidParams(.call, message, status: ErrorCode.invalidParams.status(in: job.request.revision))
    }

    /// Takes answers to what is outstanding, and leaves all others alone.
    private func update(_ id: String, _ answers: JSONObject, _ job: Runner.Job) async throws -> TaskAnswer {
        _ = try await own(id, job)
        _ = try await change(id) { record in
            var responses: InputResponses = [:]
            for question in record.outstanding {
                guard let answer = answers[question.key] else { continue }
                do throws(InvalidAnswer) {
                    responses[question.key] = try question.request.answer(answer, key: question.key)
                } catch {
                    var refusal = invalid("params.inputResponses: \(error)", job)
                    // What is wrong with an answer may repeat what a user entered.
                    refusal.reason = "an answer of the client does not fit its question"
                    throw refusal
                }
            }
            return .answered(responses)
        }
        return .acknowledged
    }

    /// Cancels a task. One that has ended already stays as it is, which revision 2025-11-25 has refused
    /// (basic/utilities/tasks, "Task Cancellation").
    private func cancel(_ id: String, _ job: Runner.Job) async throws -> TaskAnswer {
        let before = try await own(id, job)
        guard job.request.revision.isModern else {
            let status = before.legacyStatus
            guard !status.isTerminal else {
                throw invalid("Cannot cancel task: already in terminal status '\(status)'", job)
            }
            guard let record = try await cancel(id) else { throw unknown(job) }
            return .state(record)
        }
        _ = try await cancel(id)
        return .acknowledged
    }

    /// The task of an id once it has ended (basic/utilities/tasks, "Result Retrieval", 2025-11-25).
    private func ended(_ id: String, _ job: Runner.Job) async throws -> TaskRecord {
        let record = try await own(id, job)
        if record.status.isTerminal { return record }
        // While the caller waits, its connection is kept alive where it takes a stream.
        if let stream = job.stream, MediaType.accepts("text/event-stream", job.head.accept) {
            try? await stream.open(fields: job.validated.admitted.fields)
        }
        let questions = TaskQuestions(self, job)
        defer { questions?.end() }
        return try await watches.wait(for: id) {
            let record = try await own(id, job)
            if record.status.isTerminal { return record }
            questions?.ask(record)
            return nil
        }
    }

    private func page(after place: UInt64, _ job: Runner.Job) async throws -> TaskAnswer {
        // Whoever cannot be told from others must not see what others do (basic/utilities/tasks, "Task Isolation").
        guard job.principal.method != .anonymous else {
            throw Refusal(
                .call, status: ErrorCode.methodNotFound.status(in: job.request.revision),
                error: JSONRPCError(.methodNotFound, "tasks/list needs a caller who is known"))
        }
        let size = 50
        let stored = try await store.tasks(of: job.principal.identity, after: place, limit: size + 1)
        let page = stored.prefix(size)
        return .page(
            page.compactMap(record(of:)).filter { isTold(of: $0, job.principal) },
            next: stored.count > size ? page.last?.place : nil)
    }
}

extension TaskService: TaskNotices {
    func honoured(_ ids: [String], for caller: Principal) async -> [String] {
        var honoured: [String] = []
        for id in ids where await visible(id, to: caller) != nil { honoured.append(id) }
        return honoured
    }

    func notice(of id: String, for caller: Principal) async -> [UInt8]? {
        guard let record = await visible(id, to: caller) else { return nil }
        var writer = JSONWriter()
        writer.beginObject()
        record.writeState(to: &writer)
        writer.endObject()
        return writer.bytes
    }

    func status(of id: String, for caller: Principal) async -> LegacyTask? {
        guard let record = await visible(id, to: caller), record.version > 1 else { return nil }
        return record.legacyWire
    }

    private func visible(_ id: String, to caller: Principal) async -> TaskRecord? {
        do throws(TaskStoreError) {
            guard let record = try await record(id), isTold(of: record, caller) else { return nil }
            return record
        } catch {
            logger.error("a task could not be read for a listener", metadata: ["error": "\(error)"])
            return nil
        }
    }
}
