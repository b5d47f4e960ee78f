public import GatehouseProtocol

/// What a client can do for servers, in either era of the protocol.
///
/// A server asks within a call (basic/patterns/mrtr, 2026-07-28) or by a request of its own (revisions up to 2025-11-25);
/// the same handlers answer both. What is there is declared as the client's capabilities; what is not, no server may ask
/// for. A handler that throws fails the call with ``ClientError/Kind/handlerFailed``, or the server's request.
public struct ClientHandlers: Sendable {
    /// Fills in a form (client/elicitation, 2026-07-28). Whoever is asked sees which server asks, and may decline.
    public var elicitForm: (@Sendable (ElicitRequestFormParams) async throws -> ElicitResult)?
    /// Leads somebody to a URL, after consent and never by opening it unasked (client/elicitation, 2026-07-28).
    public var elicitURL: (@Sendable (ElicitRequestURLParams) async throws -> ElicitResult)?
    /// Samples a model (client/sampling, 2026-07-28).
    public var sample: Sampling?
    /// Tells which folders the server may work in (client/roots, 2026-07-28).
    public var listRoots: (@Sendable () async throws -> [Root])?

    /// Makes handlers.
    public init(
        elicitForm: (@Sendable (ElicitRequestFormParams) async throws -> ElicitResult)? = nil,
        elicitURL: (@Sendable (ElicitRequestURLParams) async throws -> ElicitResult)? = nil,
        sample: Sampling? = nil,
        listRoots: (@Sendable () async throws -> [Root])? = nil
    ) {
        self.elicitForm = elicitForm
        self.elicitURL = elicitURL
        self.sample = sample
        self.listRoots = listRoots
    }
}

extension ClientHandlers {
    /// A handler of requests to sample a model.
    public struct Sampling: Sendable {
        /// What a server may put into its requests.
        public struct Feature: Sendable, Hashable {
            let name: String

            /// Tools that the model may use.
            public static let tools = Feature(name: "tools")
            /// The context of other servers.
            public static let context = Feature(name: "context")
        }

        let features: Set<Feature>
        let answer: @Sendable (CreateMessageRequestParams) async throws -> CreateMessageResult

        /// Makes a handler; without features a server sends messages of a conversation and nothing else.
        public init(
            _ features: Set<Feature> = [],
            _ answer: @escaping @Sendable (CreateMessageRequestParams) async throws -> CreateMessageResult
        ) {
            self.features = features
            self.answer = answer
        }
    }
}

extension ClientHandlers {
    /// What a client with these handlers declares in a revision.
    func capabilities(_ revision: ProtocolRevision) -> ClientCapabilities {
        var capabilities = ClientCapabilities()
        if elicitForm != nil || elicitURL != nil {
            capabilities.elicitation = .init(form: elicitForm.map { _ in [:] }, url: elicitURL.map { _ in [:] })
        }
        if let sample {
            capabilities.sampling = .init(
                context: sample.features.contains(.context) ? [:] : nil,
                tools: sample.features.contains(.tools) ? [:] : nil)
        }
        // That roots change is told by a notification that revision 2026-07-28 no longer has.
        if listRoots != nil { capabilities.roots = .init(listChanged: revision.isModern ? nil : true) }
        return capabilities
    }
}
