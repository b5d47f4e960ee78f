public import GatehouseJSON
public import GatehouseProtocol

/// How a function asks its client for something. In revisions up to 2025-11-25 the function waits for the answer; since
/// 2026-07-28 the call ends here with what is asked, the client calls again with the answers, and the function runs again
/// from its beginning and finds them (basic/patterns/mrtr). What must not happen twice belongs into
/// ``once(_:_:)``.
extension Context {
    /// Asks the user to fill in a form.
    ///
    /// - Parameters:
    ///   - message: What is asked for and why. Never ask for passwords, keys or payment data in a form.
    ///   - schema: The fields.
    ///   - key: The question's name; see ``Question/key``.
    /// - Returns: What the user did, with what was entered where it was accepted: it follows the schema.
    /// - Throws: ``MissingClientCapability`` where the client has no forms.
    public func elicit(_ message: String, _ schema: RequestedSchema, key: String? = nil) async throws -> ElicitResult {
        try await elicitation(.form(message, schema, key: key))
    }

    /// Asks the user to visit a page, for what must not pass through the client.
    ///
    /// - Returns: Whether the user agreed to. That the visit is over is told by the page's own server.
    /// - Throws: ``MissingClientCapability`` where the client opens no pages.
    public func elicit(_ message: String, url: String, key: String? = nil) async throws -> ElicitAction {
        try await elicitation(.page(message, url: url, key: key)).action
    }

    /// Has the client's model continue a conversation.
    ///
    /// - Throws: ``MissingClientCapability`` where the client samples no model.
    public func sample(_ params: CreateMessageRequestParams, key: String? = nil) async throws -> CreateMessageResult {
        guard case .createMessage(let result) = try await answer(.sampling(params, key: key)) else {
            throw UnknownAnswer(key: key ?? "sampling")
        }
        return result
    }

    /// Asks for the places that the client works in.
    ///
    /// - Throws: ``MissingClientCapability`` where the client has none to tell.
    public func roots(key: String? = nil) async throws -> [Root] {
        guard case .listRoots(let result) = try await answer(.roots(key: key)) else {
            throw UnknownAnswer(key: key ?? "roots")
        }
        return result.roots
    }

    /// Asks for several things at once. Each question needs a name of its own, by which its answer is found.
    ///
    /// - Throws: ``MissingClientCapability`` where the client lacks something for one of them.
    public func ask(_ questions: [Question]) async throws -> Answers {
        guard let link else { throw MissingClientCapability(ClientCapabilities()) }
        return try await link.ask(questions)
    }

    /// Has an effect once, however often the function runs for one call, and gives its value each time.
    ///
    /// - Parameters:
    ///   - key: The effect's name, unique within the call.
    ///   - effect: What must not happen again. Its value travels with the call's state, sealed, so it should be small.
    public func once<Value: JSONEncodable & JSONDecodable & Sendable>(
        _ key: String,
        _ effect: @Sendable () async throws -> Value
    ) async throws -> Value {
        guard let link else { return try await effect() }
        return try Value(json: try await link.once(key) { try JSONValue(parsing: try await effect().jsonBytes) })
    }

    private func elicitation(_ question: Question) async throws -> ElicitResult {
        guard case .elicit(let result) = try await answer(question) else {
            throw UnknownAnswer(key: question.key ?? "elicitation")
        }
        return result
    }

    private func answer(_ question: Question) async throws -> InputResponse? {
        try await ask([question]).responses.values.first
    }
}
