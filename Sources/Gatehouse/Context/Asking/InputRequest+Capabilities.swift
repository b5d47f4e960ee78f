import GatehouseProtocol

extension InputRequest {
    /// What a client must declare to be asked this and has not; nothing where it may be asked.
    ///
    /// Implements the sections "Capabilities" of client/elicitation, client/sampling and client/roots (2026-07-28): an
    /// empty `elicitation` stands for forms, tools need `sampling.tools`, context of servers `sampling.context`.
    func missingCapabilities(of client: ClientCapabilities) -> ClientCapabilities? {
        switch self {
        case .elicit(let request):
            switch request.params {
            case .form:
                let isDeclared = client.elicitation?.supportsForm ?? false
                return isDeclared ? nil : ClientCapabilities(elicitation: .init(form: [:]))
            case .url:
                let isDeclared = client.elicitation?.supportsURL ?? false
                return isDeclared ? nil : ClientCapabilities(elicitation: .init(url: [:]))
            }
        case .createMessage(let request):
            let needed = request.params.neededCapabilities
            let isDeclared =
                client.sampling.map { declared in
                    (needed.tools == nil || declared.tools != nil) && (needed.context == nil || declared.context != nil)
                } ?? false
            return isDeclared ? nil : ClientCapabilities(sampling: needed)
        case .listRoots:
            return client.roots == nil ? ClientCapabilities(roots: .init()) : nil
        }
    }
}

extension CreateMessageRequestParams {
    /// What a client must be able to do to take the request.
    fileprivate var neededCapabilities: ClientCapabilities.Sampling {
        ClientCapabilities.Sampling(
            context: includeContext == nil || includeContext == IncludeContext.none ? nil : [:],
            tools: tools == nil && toolChoice == nil ? nil : [:])
    }
}
