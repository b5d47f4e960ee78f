import GatehouseJSON
import GatehouseProtocol
import Synchronization

extension LegacySession {
    /// Takes a notification of the client's. What is not known, or not right, is ignored, as nobody would be told.
    func take(_ method: String, _ params: Parameters) {
        switch method {
        case Method.initialized: noteInitialized()
        case Method.cancelled:
            if let value = params["requestId"], let id = try? RequestID(json: value) { cancel(id) }
        // Roots are asked for when they are needed, so a change of them is nothing to act on.
        default: break
        }
    }

    /// Takes the client's answer to a request. One that nobody waits for is ignored.
    func take(_ reply: ClientReply, to id: RequestID) {
        guard case .string(let text) = id else { return }
        let question = state.withLock { $0.questions.removeValue(forKey: text) }
        question?.end(.returned(reply))
    }
}
