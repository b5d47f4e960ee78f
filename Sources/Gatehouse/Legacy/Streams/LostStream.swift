import GatehouseJSON
import GatehouseProtocol

/// What is to become of a stream whose process ends before it does: kept when the stream begins, and found by who resumes it
/// in the next process.
enum LostStream: Sendable, Hashable {
    /// The stream of a request, which nobody will answer any more: what ends it instead of the answer.
    case request(ending: [UInt8])
    /// The stream for what belongs to no request: it goes on.
    case standing

    /// The stream of a request.
    static func request(_ id: RequestID) -> LostStream {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("jsonrpc", "2.0")
        writer.member("id", id)
        writer.member(
            "error",
            JSONRPCError(
                .internalError,
                "The answer is lost: the server ended while the request was under way, or could not keep what it answered"
            ))
        writer.endObject()
        return .request(ending: writer.bytes)
    }

    /// The name under which it is kept beside the stream; no stream is called so.
    static func name(beside stream: String) -> String { "\(stream)-lost" }

    /// As it is kept.
    var event: StoredEvent {
        switch self {
        case .request(let ending): StoredEvent(number: 1, message: ending)
        case .standing: StoredEvent(number: 1, message: [])
        }
    }

    /// Reads what was kept.
    init?(_ kept: StoredStream) {
        guard let message = kept.events.first?.message else { return nil }
        self = message.isEmpty ? .standing : .request(ending: message)
    }
}
