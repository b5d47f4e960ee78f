public import GatehouseProtocol

/// Something that a function asks its client for.
public struct Question: Sendable, Hashable {
    /// The name of the answer, unique within the call; nothing lets the questions be numbered in the order in which they
    /// are asked. A function that asks from several tasks at once must name its questions, as their order may differ from
    /// one run to the next.
    public let key: String?
    let request: InputRequest

    private init(_ key: String?, _ request: InputRequest) {
        self.key = key
        self.request = request
    }

    /// A form for the user to fill in (client/elicitation, "Form Mode Elicitation Requests", 2026-07-28).
    ///
    /// - Parameters:
    ///   - message: What is asked for and why, for a person. Never ask for passwords, keys or payment data in a form.
    ///   - schema: The fields.
    public static func form(_ message: String, _ schema: RequestedSchema, key: String? = nil) -> Question {
        let params = ElicitRequestFormParams(message: message, requestedSchema: schema)
        return Question(key, .elicit(ElicitRequest(params: .form(params))))
    }

    /// A page for the user to visit, for what must not pass through the client (client/elicitation, "URL Mode Elicitation
    /// Requests", 2026-07-28).
    ///
    /// - Parameters:
    ///   - message: Why the visit is needed, for a person.
    ///   - url: The page: https, but for this machine's own addresses, and nothing in it that identifies the user or lets
    ///     whoever opens it in.
    ///   - id: What a client of 2025-11-25 is told the end of the visit by (``Server/elicitationCompleted(_:)``): unique, and
    ///     hard to guess. Nothing takes a random one.
    public static func page(_ message: String, url: String, id: String? = nil, key: String? = nil) -> Question {
        let params = ElicitRequestURLParams(message: message, url: url, elicitationId: id)
        return Question(key, .elicit(ElicitRequest(params: .url(params))))
    }

    /// A model's continuation of a conversation (client/sampling, 2026-07-28).
    public static func sampling(_ params: CreateMessageRequestParams, key: String? = nil) -> Question {
        Question(key, .createMessage(CreateMessageRequest(params: params)))
    }

    /// The places that the client works in (client/roots, 2026-07-28).
    public static func roots(key: String? = nil) -> Question {
        Question(key, .listRoots(ListRootsRequest(params: RequestParams())))
    }
}
