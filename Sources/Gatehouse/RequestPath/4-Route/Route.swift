import GatehouseJSON
import GatehouseProtocol

/// What a request is for.
enum Target: Sendable {
    case initialize
    case ping
    case discover
    case setLevel
    case subscribe
    case unsubscribe
    case listTools
    case listPrompts
    case listResources
    case listTemplates
    case listen
    case completion(CompletionSubject)
    case tasks(TaskMethod)
    case tool(RegisteredTool)
    case prompt(RegisteredPrompt)
    case resource(RegisteredResource, uri: String, variables: [String: String])

    /// What decides who may use it; nothing where it is no component.
    var control: ComponentAccess? {
        switch self {
        case .tool(let tool): tool.control
        case .prompt(let prompt): prompt.control
        case .resource(let resource, _, _): resource.control
        case .completion(let subject): subject.control
        default: nil
        }
    }

    /// Whether it is something that an author registered.
    var isComponent: Bool {
        switch self {
        case .tool, .prompt, .resource, .completion: true
        default: false
        }
    }

    /// What its requests need injected and checked; nothing where they need nothing.
    var plan: ComponentPlan? {
        switch self {
        case .tool(let tool): tool.plan
        case .prompt(let prompt): prompt.plan
        case .resource(let resource, _, _): resource.plan
        case .completion(let subject): subject.plan
        default: nil
        }
    }

    /// The name for the log: never a URI, which may hold what nobody else should read.
    var name: String? {
        switch self {
        case .tool(let tool): tool.tool.name
        case .prompt(let prompt): prompt.prompt.name
        case .resource(let resource, _, _): resource.resource.name
        case .completion(let subject): subject.name
        default: nil
        }
    }
}

/// A request that leads to something the server offers. An object, because every later step's value holds it.
final class Routed: Sendable {
    /// What the server offers, for this request to its end.
    let snapshot: RegistrySnapshot
    let caller: Authenticated
    let request: Request
    let target: Target
    /// The values that live for this request; nothing where it uses none and no guard runs.
    let scope: RequestScope?

    fileprivate init(
        snapshot: RegistrySnapshot,
        caller: Authenticated,
        request: Request,
        target: Target,
        scope: RequestScope?
    ) {
        self.snapshot = snapshot
        self.caller = caller
        self.request = request
        self.target = target
        self.scope = scope
    }
}

/// Step 4: finds what a request is for, by its method and then by name, in constant time.
struct Route: Sendable {
    /// The most bytes of a URI that may lead to anything.
    static let maximumURIBytes = 8_192

    let registry: Registry
    let scopes: RequestScopes

    func callAsFunction(_ request: Request, of caller: Authenticated, requestID: String) throws(Refusal) -> Routed {
        let snapshot = registry.snapshot
        let target = try visibleTarget(of: request, of: caller.principal, in: snapshot)
        let scope = scopes.open(caller, request, target, requestID: requestID)
        return Routed(
            snapshot: snapshot, caller: caller, request: request, target: target, scope: scope)
    }

    func target(of request: Request, in snapshot: RegistrySnapshot) throws(Refusal) -> Target {
        switch (request.method, request.era) {
        case (Method.callTool, _): return .tool(try tool(request, in: snapshot))
        case (Method.listTools, _): return .listTools
        case (Method.readResource, _): return try resource(request, in: snapshot)
        case (Method.getPrompt, _): return .prompt(try prompt(request, in: snapshot))
        case (Method.listResources, _): return .listResources
        case (Method.listResourceTemplates, _): return .listTemplates
        case (Method.listPrompts, _): return .listPrompts
        case (Method.discover, .modern): return .discover
        case (Method.listen, .modern): return .listen
        case (Method.complete, _) where snapshot.completes: return .completion(try subject(request, in: snapshot))
        case (Method.initialize, .handshake): return .initialize
        case (Method.ping, .session): return .ping
        case (Method.setLevel, .session): return .setLevel
        case (Method.subscribe, .session): return .subscribe
        case (Method.unsubscribe, .session): return .unsubscribe
        default:
            if let method = TaskMethod(request) { return .tasks(method) }
            let error = JSONRPCError(.methodNotFound, "Method not found: \(Self.preview(request.method))")
            throw Refusal(.route, status: ErrorCode.methodNotFound.status(in: request.revision), error: error)
        }
    }

    private func tool(_ request: Request, in snapshot: RegistrySnapshot) throws(Refusal) -> RegisteredTool {
        let name = try name(request)
        guard let group = snapshot.tools.group(name), let current = group.current else {
            throw invalid("Unknown tool: \(Self.preview(name))", request)
        }
        return try version(request, of: group) ?? current
    }

    private func prompt(_ request: Request, in snapshot: RegistrySnapshot) throws(Refusal) -> RegisteredPrompt {
        let name = try name(request)
        guard let group = snapshot.prompts.group(name), let current = group.current else {
            throw invalid("Unknown prompt: \(Self.preview(name))", request)
        }
        return try version(request, of: group) ?? current
    }

    /// The version that a client asks for in `_meta`; nothing where it asks for none.
    func version<Component>(
        _ request: Request,
        of group: ComponentGroup<Component>
    ) throws(Refusal) -> Component? {
        guard let value = request.params.meta?.componentVersion else { return nil }
        guard case .string(let text) = value else {
            throw invalid("_meta.\(ComponentMeta.version) must be a string, not \(value.kind.phrase)", request)
        }
        guard let version = ComponentVersion(text), let component = group.component(version: version) else {
            throw invalid("Unknown version: \(Self.preview(text))", request)
        }
        return component
    }

    private func name(_ request: Request) throws(Refusal) -> String {
        guard case .string(let name)? = request.params.name else {
            throw invalid("\(request.method) needs params.name, a string", request)
        }
        return name
    }

    private func resource(_ request: Request, in snapshot: RegistrySnapshot) throws(Refusal) -> Target {
        guard case .string(let uri)? = request.params.uri else {
            throw invalid("\(request.method) needs params.uri, a string", request)
        }
        guard uri.utf8.count <= Self.maximumURIBytes, let (group, variables) = snapshot.resource(at: uri),
            let current = group.current
        else {
            throw .resourceNotFound(.route, uri: uri, revision: request.revision)
        }
        guard let resource = try version(request, of: group), resource !== current else {
            return .resource(current, uri: uri, variables: variables)
        }
        // The URI was matched under the rules of the version that is current; this one may be stricter.
        guard let variables = resource.variables(of: uri) else {
            throw .resourceNotFound(.route, uri: uri, revision: request.revision)
        }
        return .resource(resource, uri: uri, variables: variables)
    }

    private func invalid(_ message: String, _ request: Request) -> Refusal {
        .invalidParams(.route, message, status: ErrorCode.invalidParams.status(in: request.revision))
    }

    /// The beginning of a text that a client sent, short enough for an error message.
    static func preview(_ text: String) -> String {
        String(text.unicodeScalars.prefix(128).map { $0.properties.generalCategory == .control ? "?" : Character($0) })
    }
}

extension Refusal {
    /// There is nothing at the URI. Up to 2025-11-25 this had a code of its own (server/resources, "Error Handling").
    static func resourceNotFound(_ step: Step, uri: String, revision: ProtocolRevision) -> Refusal {
        let code = revision.isModern ? ErrorCode.invalidParams : .legacyResourceNotFound
        let error = JSONRPCError(
            code, "Resource not found", data: ["uri": .string(String(uri.prefix(1_024)))])
        return Refusal(step, status: code.status(in: revision), error: error)
    }
}
