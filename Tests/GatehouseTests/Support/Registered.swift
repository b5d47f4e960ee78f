import Gatehouse

/// Components that say which one they are, to tell versions and replacements apart.
enum Registered {
    static func tool(
        _ name: String, _ version: String? = nil, says: String = "", tags: Set<String> = [], access: Access = .everyone
    ) -> Tool {
        Tool(
            name: name, description: says, options: ToolOptions(access: access, version: version, tags: tags),
            input: NoInput.self
        ) { _, _ in says }
    }

    static func prompt(_ name: String, _ version: String? = nil, says: String = "", tags: Set<String> = []) -> Prompt {
        Prompt(name: name, description: says, options: .init(version: version, tags: tags)) { _, _ in
            [PromptMessage(role: .user, content: .text(says))]
        }
    }

    static func resource(
        _ uri: String, _ version: String? = nil, says: String = "", tags: Set<String> = []
    ) -> Resource {
        Resource(uri: uri, name: "r", options: .init(version: version, tags: tags)) { _, _ in .text(says) }
    }

    static func template(
        _ uri: String, _ version: String? = nil, says: String = "", rules: URIValueRules = .safe
    ) -> Resource {
        Resource(template: uri, name: "t", options: .init(version: version, variableRules: rules)) { request, _ in
            let values = request.variables.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            return .text(says + values.joined(separator: ";"))
        }
    }
}

extension Server {
    /// The names in a list, over all its pages.
    func everyName(_ method: String = "tools/list", in list: String = "tools", as caller: String = "alice") async
        -> [String]
    {
        var names: [String] = []
        var cursor: JSONValue?
        repeat {
            var params = JSONObject()
            params["cursor"] = cursor
            let answer = await self.answer(.modern(method, params, as: caller))
            names += answer.names(in: list)
            cursor = answer.result?["nextCursor"]
        } while cursor != nil
        return names
    }

    /// What a tool says, or its refusal; in a version, where one is asked for.
    func says(_ tool: String, _ version: JSONValue? = nil, as caller: String = "alice") async -> String {
        var ask = Ask.call(tool, as: caller)
        ask.meta[ComponentMeta.version] = version
        let answer = await answer(ask)
        return answer.toolText ?? answer.refusal
    }

    /// The text at a URI, or the refusal; in a version, where one is asked for.
    func text(at uri: String, _ version: JSONValue? = nil) async -> String {
        var ask = Ask.modern("resources/read", ["uri": .string(uri)])
        ask.meta[ComponentMeta.version] = version
        let answer = await answer(ask)
        return answer.result?["contents"]?[0]?["text"]?.stringValue ?? answer.refusal
    }
}
