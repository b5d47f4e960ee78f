import Gatehouse
import GatehouseClient
import Synchronization

/// A server in the same process that answers as a test says, and remembers what it was sent.
final class ScriptedServer: RequestResponder {
    typealias Script = @Sendable (ScriptedExchange) async -> Reply

    private let script: Script
    private let received = Mutex<[JSONObject]>([])

    init(_ script: @escaping Script) {
        self.script = script
    }

    /// A server of revision 2026-07-28 that answers `server/discover`, and everything else as the script says.
    static func modern(_ script: @escaping Script) -> ScriptedServer {
        ScriptedServer { exchange in
            exchange.method == Method.discover ? exchange.result(Samples.discovery) : await script(exchange)
        }
    }

    /// A server of an earlier revision that shakes hands, and answers everything else as the script says.
    static func legacy(
        _ revision: ProtocolRevision = .v2025_11_25,
        _ script: @escaping Script
    ) -> ScriptedServer {
        ScriptedServer { exchange in
            switch exchange.method {
            case Method.initialize: exchange.result(Samples.handshake(revision))
            case Method.initialized: Reply(status: 202)
            default: await script(exchange)
            }
        }
    }

    /// What was sent, in order.
    var messages: [JSONObject] { received.withLock { $0 } }

    /// What was sent of a method.
    func messages(of method: String) -> [JSONObject] {
        messages.filter { $0["method"]?.stringValue == method }
    }

    /// The parameters, without `_meta`, of every request of a method.
    func params(of method: String) -> [JSONObject] {
        messages(of: method).map { message in
            var params = message["params"]?.objectValue ?? [:]
            params["_meta"] = nil
            return params
        }
    }

    func refuse(_ head: RequestHead) -> Reply? { nil }

    func respond(to head: RequestHead, body: [UInt8], stream: (any ReplyStream)?) async -> Reply {
        let message = (try? JSONValue(parsing: body))?.objectValue ?? [:]
        received.withLock { $0.append(message) }
        return await script(ScriptedExchange(head: head, message: message, stream: stream))
    }
}

/// One message to a scripted server.
struct ScriptedExchange: Sendable {
    let head: RequestHead
    let message: JSONObject
    let stream: (any ReplyStream)?

    var method: String { message["method"]?.stringValue ?? "" }
    var params: JSONObject { message["params"]?.objectValue ?? [:] }
    var id: JSONValue { message["id"] ?? .null }
    var token: JSONValue { params["_meta"]?["progressToken"] ?? .null }

    func result(_ result: JSONObject) -> Reply {
        let response: JSONObject = ["jsonrpc": "2.0", "id": id, "result": .object(result)]
        return Reply(status: 200, body: response.jsonBytes)
    }

    func error(_ code: Int, _ message: String = "no", data: JSONValue? = nil, status: Int = 200) -> Reply {
        let error = JSONRPCError(code: code, message: message, data: data)
        let id = (try? RequestID(json: id)) ?? .integer(0)
        return Reply(status: status, body: JSONRPCErrorResponse(id: id, error: error).jsonBytes)
    }

    /// Sends a message before the reply.
    func send(_ message: JSONObject) async {
        try? await stream?.send(message.jsonBytes, fields: [])
    }

    func notify(_ method: String, _ params: JSONObject = [:]) async {
        await send(["jsonrpc": "2.0", "method": .string(method), "params": .object(params)])
    }
}

extension Client {
    /// A client of a scripted server.
    static func of(
        _ server: ScriptedServer,
        era: Era = .modern,
        _ change: (inout ClientOptions) -> Void = { _ in }
    ) async throws -> Client {
        var options = Samples.options
        options.era = era
        change(&options)
        return try await connect(to: .inProcess(server), options: options)
    }
}
