import GatehouseJSON
public import GatehouseProtocol

/// Prompts, and what may be filled in (server/prompts and server/utilities/completion, 2026-07-28).
extension Client {
    /// The messages of a prompt.
    ///
    /// - Throws: ``ClientError``.
    public func getPrompt(
        _ name: String,
        arguments: [String: String] = [:],
        options: RequestOptions = RequestOptions()
    ) async throws(ClientError) -> GetPromptResult {
        var params: JSONObject = ["name": .string(name)]
        if !arguments.isEmpty { params["arguments"] = arguments.tree }
        return try await call(Invocation(Method.getPrompt, params, name: name, options: options))
    }

    /// What an argument may be completed to.
    ///
    /// - Parameters:
    ///   - reference: The prompt, or the template of resources, that has the argument.
    ///   - argument: The argument's name, and what was typed so far.
    ///   - context: The other arguments that are known already.
    ///   - options: What the call has of its own.
    /// - Throws: ``ClientError``.
    public func complete(
        _ reference: CompletionReference,
        argument: CompleteRequestParams.Argument,
        context: [String: String] = [:],
        options: RequestOptions = RequestOptions()
    ) async throws(ClientError) -> CompleteResult.Completion {
        var params: JSONObject = ["ref": reference.tree, "argument": argument.tree]
        if !context.isEmpty { params["context"] = ["arguments": context.tree] }
        let result: CompleteResult = try await call(Invocation(Method.complete, params, options: options))
        return result.completion
    }
}
