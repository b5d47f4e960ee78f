import GatehouseFetch
import Synchronization

/// Answers requests as a test says, without a network, and remembers them.
final class ScriptedFetch: Fetching {
    typealias Script = @Sendable (String) async -> Result<OutgoingResponse, OutgoingFailure>

    private let state: Mutex<(urls: [String], script: Script)>

    init(_ script: @escaping Script) {
        state = Mutex(([], script))
    }

    /// Answers with a text in JSON, always.
    convenience init(_ body: [UInt8], cacheControl: String? = nil) {
        self.init { _ in .success(Self.response(body, cacheControl: cacheControl)) }
    }

    static func response(_ body: [UInt8], cacheControl: String? = nil) -> OutgoingResponse {
        OutgoingResponse(fields: cacheControl.map { [("cache-control", $0)] } ?? [], body: body)
    }

    static let down = OutgoingFailure(.notConnected, "connection refused")

    /// The URLs that were asked, in order.
    var urls: [String] { state.withLock { $0.urls } }

    var count: Int { urls.count }

    /// Answers in another way from now on.
    func answer(_ script: @escaping Script) {
        state.withLock { $0.script = script }
    }

    func answer(_ body: [UInt8]) {
        answer { _ in .success(Self.response(body)) }
    }

    func fail() {
        answer { _ in .failure(Self.down) }
    }

    func fetch(_ request: OutgoingRequest) async throws(OutgoingFailure) -> OutgoingResponse {
        let script = state.withLock { state in
            state.urls.append(request.url)
            return state.script
        }
        return try await script(request.url).get()
    }
}
