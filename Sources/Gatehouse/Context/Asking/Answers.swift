public import GatehouseProtocol

/// What a client answered, by the names of the questions.
public struct Answers: Sendable, Hashable {
    /// The answers as they came, each of the kind that was asked for.
    public let responses: InputResponses

    init(_ responses: InputResponses) {
        self.responses = responses
    }

    /// What the user did with a form or a page.
    ///
    /// - Throws: ``UnknownAnswer`` where no form or page of that name was asked for.
    public func elicitation(_ key: String) throws(UnknownAnswer) -> ElicitResult {
        guard case .elicit(let result)? = responses[key] else { throw UnknownAnswer(key: key) }
        return result
    }

    /// What the model wrote.
    ///
    /// - Throws: ``UnknownAnswer`` where no sampling of that name was asked for.
    public func sampling(_ key: String) throws(UnknownAnswer) -> CreateMessageResult {
        guard case .createMessage(let result)? = responses[key] else { throw UnknownAnswer(key: key) }
        return result
    }

    /// The client's roots.
    ///
    /// - Throws: ``UnknownAnswer`` where no roots of that name were asked for.
    public func roots(_ key: String) throws(UnknownAnswer) -> [Root] {
        guard case .listRoots(let result)? = responses[key] else { throw UnknownAnswer(key: key) }
        return result.roots
    }
}
