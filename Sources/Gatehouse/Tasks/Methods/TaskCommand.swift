import GatehouseJSON
import GatehouseProtocol

/// What a request asks of tasks, its parameters checked.
enum TaskCommand: Sendable {
    case get(String)
    /// Answers as they came, by the keys of questions.
    case update(String, JSONObject)
    case cancel(String)
    case result(String)
    /// A page of the caller's tasks, behind a place.
    case list(after: UInt64)
}

extension TaskCommand {
    /// Checks the parameters of a request.
    ///
    /// - Throws: ``Refusal`` with -32021 where a client of 2026-07-28 did not declare the extension, and with -32602 where a
    ///   parameter is wrong.
    init(_ method: TaskMethod, _ request: Request, _ cursors: CursorSealer) throws(Refusal) {
        if request.revision.isModern, !request.clientCapabilities.knowsTasks { throw .missingTasks(.validate) }
        switch method {
        case .get: self = .get(try Self.id(request))
        case .cancel: self = .cancel(try Self.id(request))
        case .result: self = .result(try Self.id(request))
        case .update: self = .update(try Self.id(request), try Self.answers(request))
        case .list: self = .list(after: try Self.place(request, cursors))
        }
    }

    private static func id(_ request: Request) throws(Refusal) -> String {
        guard case .string(let id)? = request.params["taskId"] else {
            throw invalid("\(request.method) needs params.taskId, a string", request)
        }
        return id
    }

    private static func answers(_ request: Request) throws(Refusal) -> JSONObject {
        guard case .object(let answers)? = request.params.inputResponses?.value else {
            throw invalid("\(request.method) needs params.inputResponses, an object", request)
        }
        return answers
    }

    private static func place(_ request: Request, _ cursors: CursorSealer) throws(Refusal) -> UInt64 {
        switch request.params["cursor"] {
        case nil: return 0
        case .string(let text)?:
            guard let place = cursors.place(text, in: TaskList.own) else {
                throw invalid("cursor is not one that this server gave: list again without it", request)
            }
            return place
        case let other?: throw invalid("cursor must be a string, not \(other.kind.phrase)", request)
        }
    }

    private static func invalid(_ message: String, _ request: Request) -> Refusal {
        .invalidParams(.validate, message, status: ErrorCode.invalidParams.status(in: request.revision))
    }
}

extension Refusal {
    /// The client did not declare that it knows tasks (extension io.modelcontextprotocol/tasks, "Protocol Errors").
    static func missingTasks(_ step: Step) -> Refusal {
        let required: JSONValue = ["requiredCapabilities": ["extensions": ["io.modelcontextprotocol/tasks": [:]]]]
        let code = ErrorCode.missingRequiredClientCapability
        return Refusal(
            step, status: code.status(in: .latest),
            error: JSONRPCError(
                code, "Missing required client capability: \(ProtocolExtension.tasks)", data: required))
    }
}

extension JSONText {
    /// Whether these are capabilities of a client that declare the tasks extension.
    var knowsTasks: Bool {
        guard kind == .object, let extensions = member("extensions"), extensions.kind == .object else { return false }
        return extensions.member("io.modelcontextprotocol/tasks") != nil
    }
}
