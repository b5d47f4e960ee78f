import GatehouseJSON
import GatehouseProtocol
import Synchronization

extension LegacySession {
    /// Sends the client a request, and waits for its result.
    ///
    /// Where the task is cancelled, as at its call's deadline, the client is told that nobody waits any more
    /// (basic/utilities/cancellation).
    ///
    /// - Throws: ``ClientRequestFailure`` where the client answers with an error or cannot; `CancellationError`.
    func ask(
        _ request: InputRequest, on stream: any ReplyStream, fields: [Reply.Field]
    ) async throws -> JSONValue {
        let (id, race) = try begin()
        defer { state.withLock { _ = $0.questions.removeValue(forKey: id) } }
        do throws(StreamClosed) {
            try await stream.send(Self.message(id, request), fields: fields)
        } catch {
            throw ClientRequestFailure.gone
        }
        let ending = await withTaskCancellationHandler {
            await race.wait()
        } onCancel: {
            race.end(.cancelled)
        }
        switch ending {
        case .returned(.result(let result)): return result.value
        case .returned(.error(let error)):
            let message = String(error.message.prefix(500))
            throw ClientRequestFailure("the client refused \(request.method): \(message)", code: error.code)
        case .threw(let error): throw error
        case .cancelled, .timedOut:
            await takeBack(id, on: stream)
            throw CancellationError()
        }
    }

    private func begin() throws(ClientRequestFailure) -> (id: String, Race<ClientReply>) {
        let race = Race<ClientReply>()
        let result: Result<String, ClientRequestFailure> = state.withLock { state in
            guard !state.isEnded else { return .failure(.ended) }
            guard state.isInitialized else { return .failure(.notReady) }
            guard state.questions.count < Self.maximumQuestions else { return .failure(.tooMany) }
            state.lastQuestion += 1
            let id = "\(questionPrefix)-\(state.lastQuestion)"
            state.questions[id] = race
            return .success(id)
        }
        return (try result.get(), race)
    }

    private static func message(_ id: String, _ request: InputRequest) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("jsonrpc", "2.0")
        writer.member("id", id)
        let content = try? JSONValue(parsing: request.jsonBytes)
        for member in content?.objectValue ?? [:] {
            writer.name(member.name)
            writer.value(member.value)
        }
        writer.endObject()
        return writer.bytes
    }

    private func takeBack(_ id: String, on stream: any ReplyStream) async {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("jsonrpc", "2.0")
        writer.member("method", Method.cancelled)
        writer.name(literal: "params")
        writer.beginObject()
        writer.member("requestId", id)
        writer.member("reason", "the call that asked has ended")
        writer.endObject()
        writer.endObject()
        do throws(StreamClosed) {
            try await stream.send(writer.bytes, fields: [])
        } catch {
            // The call's stream is at its end, so this is a message that belongs to no request of the client's.
            await tell(writer.bytes)
        }
    }
}
