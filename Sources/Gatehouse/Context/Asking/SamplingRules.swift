import GatehouseProtocol

/// The rules of a conversation that a client's model is asked to continue, and of its answer.
///
/// Implements client/sampling (2026-07-28), "Message Content Constraints" and "Security Considerations": a message with
/// results of tools holds nothing else, is the user's, and answers every tool use of the message before it.
enum SamplingRules {
    /// - Throws: ``InvalidQuestion`` where the request must not be sent.
    static func check(_ params: CreateMessageRequestParams) throws(InvalidQuestion) {
        guard params.maxTokens > 0 else { throw InvalidQuestion("a sampling's maxTokens must be at least 1") }
        guard !params.messages.isEmpty else { throw InvalidQuestion("a sampling needs a message at least") }
        var open: [String] = []
        for (position, message) in params.messages.enumerated() {
            let content = MessageContent(message.content.blocks)
            try check(content, of: message.role, at: position, answering: open)
            open = content.uses
        }
        guard open.isEmpty else {
            throw InvalidQuestion("the last message of a sampling has tool uses that nothing answers")
        }
    }

    private static func check(
        _ content: MessageContent,
        of role: Role,
        at position: Int,
        answering open: [String]
    ) throws(InvalidQuestion) {
        let place = "message \(position + 1) of a sampling"
        guard content.uses.isEmpty || role == .assistant else {
            throw InvalidQuestion("\(place) has tool uses, which only the assistant's messages can have")
        }
        guard Set(content.uses).count == content.uses.count else {
            throw InvalidQuestion("\(place) has two tool uses with one id")
        }
        guard !content.results.isEmpty else {
            guard open.isEmpty else {
                throw InvalidQuestion("\(place) must answer the tool uses before it with results: \(list(open))")
            }
            return
        }
        guard role == .user else {
            throw InvalidQuestion("\(place) has results of tools, which only the user's messages can have")
        }
        guard content.holdsOnlyResults else {
            throw InvalidQuestion("\(place) has results of tools, so it must have nothing else")
        }
        guard content.results.sorted() == open.sorted() else {
            throw InvalidQuestion(
                "\(place) has results for \(list(content.results)), but the tool uses before it are \(list(open))")
        }
    }

    private static func list(_ ids: [String]) -> String { ids.isEmpty ? "none" : ids.joined(separator: ", ") }

    /// What is wrong with a model's answer; nothing where it can be one.
    static func problem(of answer: CreateMessageResult, to params: CreateMessageRequestParams) -> String? {
        let content = MessageContent(answer.content.blocks)
        if answer.role != .assistant { return "must have the role assistant" }
        if !content.results.isEmpty { return "must not have results of tools" }
        if !content.uses.isEmpty, params.tools?.isEmpty ?? true {
            return "has tool uses, but the request offered no tools"
        }
        return nil
    }
}

/// What of a message's content concerns tools.
private struct MessageContent {
    /// The ids of its tool uses, in order.
    var uses: [String] = []
    /// The ids that its results of tools answer, in order.
    var results: [String] = []
    /// Whether every block is the result of a tool.
    let holdsOnlyResults: Bool

    init(_ blocks: [SamplingMessageContentBlock]) {
        for block in blocks {
            switch block {
            case .toolUse(let use): uses.append(use.id)
            case .toolResult(let result): results.append(result.toolUseId)
            case .text, .image, .audio: break
            }
        }
        holdsOnlyResults = results.count == blocks.count
    }
}
