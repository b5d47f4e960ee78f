import GatehouseJSON
import GatehouseProtocol
import Synchronization

/// Reaches the client of a session: as requests on the stream of the call, whose answers the client sends by themselves
/// (client/elicitation, client/sampling and client/roots of the revisions up to 2025-11-25).
final class SessionLink: ClientLink {
    private struct State {
        var keys = QuestionKeys()
        var answers: InputResponses = [:]
    }

    let session: LegacySession
    /// Where the call's messages go; nothing where its client takes none.
    private let stream: (any ReplyStream)?
    private let fields: [Reply.Field]
    private let state = Mutex(State())

    init(session: LegacySession, stream: (any ReplyStream)?, fields: [Reply.Field]) {
        self.session = session
        self.stream = stream
        self.fields = fields
    }

    /// The link of a call that runs in a session; nothing for others.
    static func link(of job: Runner.Job) -> SessionLink? {
        guard case .session(let session) = job.request.era else { return nil }
        return SessionLink(session: session, stream: job.stream, fields: job.validated.admitted.fields)
    }

    var unanswered: InputRequiredResult? { nil }

    func once(_ key: String, _ effect: @Sendable () async throws -> JSONValue) async throws -> JSONValue {
        try await effect()
    }

    func ask(_ questions: [Question]) async throws -> Answers {
        var requests: [(key: String, request: InputRequest)] = []
        var answers: InputResponses = [:]
        for question in questions {
            try question.request.check()
            let request = try question.request.known(to: session)
            let (key, answer) = state.withLock { state in
                let key = state.keys.key(of: question)
                return (key, state.answers[key])
            }
            if let answer { answers[key] = answer } else { requests.append((key, request)) }
        }
        let received = try await send(requests)
        state.withLock { $0.answers.merge(received) { $1 } }
        return Answers(answers.merging(received) { $1 })
    }

    private func send(_ requests: [(key: String, request: InputRequest)]) async throws -> InputResponses {
        guard let stream else {
            guard requests.isEmpty else { throw ClientRequestFailure.noStream }
            return [:]
        }
        return try await withThrowingTaskGroup(of: (String, InputResponse).self) { [session, fields] group in
            for (key, request) in requests {
                group.addTask {
                    let result = try await session.ask(request, on: stream, fields: fields)
                    return (key, try request.answer(result, key: key))
                }
            }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
    }

    /// Closes the connection of the call, which goes on.
    func disconnect(retry: Duration) {
        (stream as? SessionExchange)?.disconnect(retry: retry)
    }
}
