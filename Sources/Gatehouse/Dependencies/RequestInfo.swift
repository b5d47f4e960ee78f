public import GatehouseProtocol

/// What guards and providers know of a request: who asks for what, and from where.
public struct RequestInfo: Sendable {
    /// The tool, prompt or resource that a request is for.
    public struct Component: Sendable {
        /// The kinds of components.
        public struct Kind: Sendable, Hashable, CustomStringConvertible {
            public let description: String

            private init(_ description: String) {
                self.description = description
            }

            public static let tool = Kind("tool")
            public static let prompt = Kind("prompt")
            public static let resource = Kind("resource")
        }

        public let kind: Kind
        /// The name under which the component is registered.
        public let name: String
        /// The URI that is read; nothing where the component is no resource.
        public let uri: String?
        /// What a tool's author says that it does to its environment.
        public let annotations: ToolAnnotations?

        public init(kind: Kind, name: String, uri: String? = nil, annotations: ToolAnnotations? = nil) {
            self.kind = kind
            self.name = name
            self.uri = uri
            self.annotations = annotations
        }
    }

    /// The number of the request, which also stands in the log.
    public let requestID: String
    /// Who is calling.
    public let principal: Principal
    /// The method, as `tools/call`.
    public let method: String
    /// What the request is for; nothing where it is a list, a handshake or the like.
    public let component: Component?
    /// What carried the request.
    public let transport: Transport
    /// The peer's address, without its port.
    public let remoteAddress: String?

    public init(
        requestID: String,
        principal: Principal,
        method: String,
        component: Component? = nil,
        transport: Transport = .http,
        remoteAddress: String? = nil
    ) {
        self.requestID = requestID
        self.principal = principal
        self.method = method
        self.component = component
        self.transport = transport
        self.remoteAddress = remoteAddress
    }
}

extension RequestInfo {
    init(_ caller: Authenticated, _ request: Request, _ target: Target, requestID: String) {
        self.init(
            requestID: requestID, principal: caller.principal, method: request.method, component: target.info,
            transport: caller.received.head.transport, remoteAddress: caller.received.head.remoteAddress)
    }
}

extension RequestInfo {
    /// The same request, its caller with all the roles that it holds.
    func of(_ holder: Principal) -> RequestInfo {
        RequestInfo(
            requestID: requestID, principal: holder, method: method, component: component, transport: transport,
            remoteAddress: remoteAddress)
    }

    /// What the request is for, as refusals have it: never a URI.
    var subject: String {
        component.map { "\(method) \"\($0.name)\"" } ?? method
    }
}

extension Target {
    /// The component, as guards see it.
    fileprivate var info: RequestInfo.Component? {
        switch self {
        case .tool(let tool):
            RequestInfo.Component(kind: .tool, name: tool.tool.name, annotations: tool.tool.options.annotations)
        case .prompt(let prompt):
            RequestInfo.Component(kind: .prompt, name: prompt.prompt.name)
        case .resource(let resource, let uri, _):
            RequestInfo.Component(kind: .resource, name: resource.resource.name, uri: uri)
        case .completion(let subject): subject.info
        default: nil
        }
    }
}
