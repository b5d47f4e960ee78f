import GatehouseJSON
import GatehouseProtocol

extension CreateMessageRequestParams {
    /// One message of the user's to the model.
    static func asking(_ text: String, maxTokens: Int) -> CreateMessageRequestParams {
        CreateMessageRequestParams(
            messages: [SamplingMessage(role: .user, content: .text(text))], maxTokens: maxTokens)
    }
}

extension CreateMessageResult {
    /// The texts that the model wrote, in one.
    var text: String {
        content.blocks.compactMap { if case .text(let block) = $0 { block.text } else { nil } }.joined()
    }
}

extension ElicitResult {
    /// What the user did, and what was entered, as JSON.
    var told: String {
        "action=\(action.rawValue), content=\(String(decoding: (content ?? [:]).jsonBytes, as: UTF8.self))"
    }

    /// The text that was entered in a field; nothing where the user declined.
    func text(_ name: String) -> String? { content?[name]?.stringValue }
}

extension RequestedSchema {
    /// A form with one text that must be filled in.
    static func text(_ name: String) -> RequestedSchema {
        RequestedSchema(properties: [.init(name: name, schema: .string(StringSchema()))], required: [name])
    }

    /// A form with one box that must be ticked or left.
    static func confirmation(_ name: String) -> RequestedSchema {
        RequestedSchema(properties: [.init(name: name, schema: .boolean(BooleanSchema()))], required: [name])
    }
}
