import GatehouseJSON
import GatehouseProtocol
import GatehouseSchema

/// What is left to do for a request once everything about it was checked.
enum Invocation: Sendable {
    case initialize
    case ping
    case discover
    /// A change of what a session's client hears of.
    case session(SessionRequest)
    /// A page of a list, behind a place; 0 is the beginning.
    case list(ListKind, after: UInt64)
    /// A request about tasks.
    case tasks(TaskCommand)
    /// A stream of notifications, which ``Listen`` serves.
    case listen(ListenFilter)
    /// Suggestions for an argument.
    case complete(CompletionTask)
    /// A tool's function with its arguments; they stand beside it as JSON and, where something else than the tool needs
    /// them so, as the type that it takes.
    case tool(RegisteredTool, ToolFunction, arguments: JSONText, input: (any Sendable)?)
    /// Arguments that the tool's schema refuses: the caller's model is told what to mend.
    case invalidArguments(ToolOutcome)
    case prompt(RegisteredPrompt, arguments: [String: String])
    case resource(RegisteredResource, Resource.Request)
}

/// A request with parameters that what it is for can take. An object, because it is large and handed on.
final class Validated: Sendable {
    let admitted: Admitted
    let invocation: Invocation
    /// What the request brings of its earlier rounds; nothing where it is the first one.
    let retry: Retry?

    fileprivate init(admitted: Admitted, invocation: Invocation, retry: Retry?) {
        self.admitted = admitted
        self.invocation = invocation
        self.retry = retry
    }
}

/// Step 7: checks a request's parameters before anything of the author's runs.
///
/// Arguments that break a tool's schema are the model's mistake, so they come back as an `isError` result with every
/// violation (server/tools, "Error Handling", 2026-07-28); parameters that break the protocol are an error.
struct Validate: Sendable {
    let cursors: CursorSealer
    /// How arguments are read where their tool says nothing.
    let reading: ReadingMode
    let roundTrips: RoundTrips

    func callAsFunction(_ admitted: Admitted) throws(Refusal) -> Validated {
        let routed = admitted.authorized.routed
        if let timeout = routed.request.params.meta?.timeout, routed.request.timeout == nil {
            throw invalid(
                "_meta.\(ComponentMeta.timeoutMs) must be a whole number of milliseconds from 1 on, not \(timeout.kind.phrase)",
                routed.request)
        }
        let invocation: Invocation =
            switch routed.target {
            case .initialize: .initialize
            case .ping: .ping
            case .discover: .discover
            case .setLevel, .subscribe, .unsubscribe: .session(try sessionRequest(routed))
            case .listTools: .list(.tools, after: try place(routed.request, .tools))
            case .listPrompts: .list(.prompts, after: try place(routed.request, .prompts))
            case .listResources: .list(.resources, after: try place(routed.request, .resources))
            case .listTemplates: .list(.templates, after: try place(routed.request, .templates))
            case .listen: .listen(try ListenFilter(routed))
            case .completion(let subject): .complete(try CompletionTask(subject, routed))
            case .tasks(let method): .tasks(try TaskCommand(method, routed.request, cursors))
            case .tool(let tool): try self.tool(tool, routed)
            case .prompt(let prompt): try self.prompt(prompt, routed.request)
            case .resource(let resource, let uri, let variables):
                .resource(resource, Resource.Request(uri: uri, variables: variables))
            }
        return Validated(admitted: admitted, invocation: invocation, retry: try retry(routed))
    }

    /// What the request brings of its earlier rounds. Older revisions know neither parameter.
    private func retry(_ routed: Routed) throws(Refusal) -> Retry? {
        let params = routed.request.params
        guard params.requestState != nil || params.inputResponses != nil, routed.request.revision.isModern,
            let binding = StateBinding(of: routed)
        else { return nil }
        return try Retry(routed, binding, roundTrips)
    }

    private func sessionRequest(_ routed: Routed) throws(Refusal) -> SessionRequest {
        let request = routed.request
        guard case .setLevel = routed.target else {
            guard case .string(let uri)? = request.params.uri else {
                throw invalid("\(request.method) needs params.uri, a string", request)
            }
            if case .subscribe = routed.target { return .subscribe(uri: uri) }
            return .unsubscribe(uri: uri)
        }
        guard case .string(let text)? = request.params["level"], LoggingLevel(rawValue: text).severity != nil else {
            let levels = LoggingLevel.accepted?.map(\.rawValue).joined(separator: ", ") ?? ""
            throw invalid("logging/setLevel needs params.level, one of \(levels)", request)
        }
        return .setLevel(LoggingLevel(rawValue: text))
    }

    private func tool(_ tool: RegisteredTool, _ routed: Routed) throws(Refusal) -> Invocation {
        let arguments = routed.request.params.arguments ?? .emptyObject
        guard arguments.kind == .object else {
            throw invalid("params.arguments must be an object, not \(arguments.value.kind.phrase)", routed.request)
        }
        if !tool.mirrored.isEmpty, routed.request.revision.isModern {
            try MirroredFields(head: routed.caller.received.head)
                .check(tool.mirrored, arguments.value.objectValue ?? [:])
        }
        do throws(InvalidValue) {
            return try call(of: tool, with: arguments)
        } catch {
            if (tool.tool.options.reading ?? reading).isLenient, let call = lenientCall(of: tool, with: arguments) {
                return call
            }
            return .invalidArguments(
                .violations(tool.redaction.withoutSecrets(error.violations), of: tool.tool.name).readable(
                    for: tool, in: routed.request.revision))
        }
    }

    private func call(of tool: RegisteredTool, with arguments: JSONText) throws(InvalidValue) -> Invocation {
        if !tool.tool.checksSchema {
            let violations = tool.input.validate(arguments.value)
            guard violations.isEmpty else { throw InvalidValue(violations: violations) }
        }
        do throws(JSONReadFailure) {
            guard tool.plan?.usesInput == true, let decode = tool.tool.decode else {
                return .tool(tool, try tool.tool.bind(arguments), arguments: arguments, input: nil)
            }
            let (input, function) = try decode(arguments)
            return .tool(tool, function, arguments: arguments, input: input)
        } catch {
            throw InvalidValue(violations: violations(error, tool, arguments))
        }
    }

    /// The call where strings are taken for what they say; nothing where the arguments are not right even so, as the
    /// caller is then told what is wrong with what it sent.
    private func lenientCall(of tool: RegisteredTool, with arguments: JSONText) -> Invocation? {
        do throws(InvalidValue) {
            return try call(of: tool, with: JSONText(tool.input.coerced(arguments.value)))
        } catch {
            return nil
        }
    }

    /// What is wrong with arguments that could not be read: all that the schema says, and what only the type knows.
    private func violations(_ failure: JSONReadFailure, _ tool: RegisteredTool, _ arguments: JSONText) -> [Violation] {
        let violations = tool.tool.checksSchema ? tool.input.validate(arguments.value) : []
        let problems = failure.problems.map { Violation(rule: $0.message, at: $0.pointer) }
        guard violations.isEmpty, problems.isEmpty else { return violations + problems }
        return [Violation(pointer: JSONPointer(), keyword: "type", message: "does not fit what the tool takes")]
    }

    private func prompt(_ prompt: RegisteredPrompt, _ request: Request) throws(Refusal) -> Invocation {
        var arguments: [String: String] = [:]
        let given = request.params.arguments?.value ?? [:]
        guard case .object(let object) = given else {
            throw invalid("params.arguments must be an object, not \(given.kind.phrase)", request)
        }
        var problems: [String] = []
        for member in object {
            guard prompt.known.contains(member.name) else {
                problems.append("\(Self.place(member.name)): is not an argument of this prompt")
                continue
            }
            guard case .string(let text) = member.value else {
                problems.append("\(JSONPointer([member.name])): must be a string, not \(member.value.kind.phrase)")
                continue
            }
            arguments[member.name] = text
        }
        problems += prompt.required.filter { !object.contains($0) }.map { "\(JSONPointer([$0])): is required" }
        guard problems.isEmpty else {
            let told = problems.prefix(Self.maximumProblems).joined(separator: "; ")
            throw invalid("Invalid arguments for prompt \(prompt.prompt.name): \(told)", request)
        }
        return .prompt(prompt, arguments: arguments)
    }

    /// How many problems an error names: a caller can make as many as it likes.
    private static let maximumProblems = 16

    /// Where an argument stands whose name a caller chose, cut to a length that fits a sentence.
    private static func place(_ name: String) -> String {
        let cut = name.unicodeScalars.count > 64 ? String(name.unicodeScalars.prefix(64)) + "…" : name
        return JSONPointer([cut]).description
    }

    /// The place that a request's cursor names. It is right whatever was added or removed since the cursor was given.
    private func place(_ request: Request, _ kind: ListKind) throws(Refusal) -> UInt64 {
        switch request.params["cursor"] {
        case nil: return 0
        case .string(let text):
            guard let place = cursors.place(text, in: kind) else {
                throw invalid("cursor is not one that this server gave: list again without it", request)
            }
            return place
        case let other?: throw invalid("cursor must be a string, not \(other.kind.phrase)", request)
        }
    }

    private func invalid(_ message: String, _ request: Request) -> Refusal {
        .invalidParams(.validate, message, status: ErrorCode.invalidParams.status(in: request.revision))
    }
}

extension JSONText {
    /// The arguments of a call that has none.
    static let emptyObject = JSONText([:])
}

extension ToolOutcome {
    /// An `isError` outcome that tells a model what to mend: a line for each violation, and the same as data.
    static func violations(_ violations: [Violation], of tool: String) -> ToolOutcome {
        var lines = ["Invalid arguments for tool \(tool):"]
        lines += violations.map { "- \($0)" }
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("error", "invalid_arguments")
        writer.member("violations", violations)
        writer.endObject()
        var outcome = ToolOutcome.text(lines.joined(separator: "\n"), isError: true)
        outcome.structured = writer.bytes
        return outcome
    }
}
