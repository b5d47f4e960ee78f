import GatehouseMacros
import Testing

@Suite("Declarations with awkward names")
struct CornerTests {
    @Test("Members named as the reader's own are read and written")
    func names() throws {
        let text = #"{"reader":"r","writer":"w","mark":1,"class":{"a":[1]},"self-link":"x"}"#
        let cursor = try TypedSchema(Cursor.self).read(JSONScanner.check(Array(text.utf8)))
        #expect(cursor == Cursor(reader: "r", writer: "w", mark: 1, class: ["a": [1]], link: "x"))
        #expect(String(decoding: cursor.jsonBytes, as: UTF8.self) == text)
    }

    @Test(
        "A recursive enum is read and written",
        arguments: [
            Expression.number(1), .sum(left: .number(1), right: .sum(left: .number(2), right: .default)),
            .call(reader: "f", writer: [.number(1)]),
        ])
    func recursive(expression: Expression) throws {
        let text = try JSONScanner.check(expression.jsonBytes)
        #expect(try TypedSchema(Expression.self).read(text) == expression)
    }

    @Test("A value of a case that has a default may be left out")
    func caseDefault() throws {
        let text = try JSONScanner.check(Array(#"{"type":"call","reader":"f"}"#.utf8))
        #expect(try TypedSchema(Expression.self).read(text) == .call(reader: "f", writer: []))
    }

    @Test(
        "A member that tells absent from null keeps the difference", arguments: ["", #","note":null"#, #","note":"n""#])
    func nullable(note: String) throws {
        let text = #"{"mode":"read_only","level":2,"isOn":false\#(note)}"#
        let setting = try TypedSchema(Setting.self).read(JSONScanner.check(Array(text.utf8)))
        #expect(String(decoding: setting.jsonBytes, as: UTF8.self) == text)
    }

    @Test("Arguments named as what the expansion uses reach the function")
    func arguments() async throws {
        let server = try Server.offering(Corners().components)
        let result = await server.call(
            "evaluate", ["input": ["type": "number", "value": 2], "context": "c", "values": ["values": [1, 2]]])
        #expect(result.toolText == "number(2.0) c 2")
    }

    @Test("Defaults of the type around the function stand")
    func selfDefault() async throws {
        let server = try Server.offering(Corners().components)
        #expect(await server.call("lend")["structuredContent"] == ["result": 14])
        #expect(await server.call("lend", ["max_days": 3, "class": "x"])["structuredContent"] == ["result": 3])
        let tool = await server.ask("tools/list").tool("lend")
        #expect(tool?["_meta"]?["team"] == "lending")
        #expect(tool?["inputSchema"]?["properties"]?["max_days"]?["default"] == 14)
    }

    @Test("A description that is written comes before the comment")
    func description() async throws {
        #expect(Corners().setTool.description == "Sets a mode.")
        #expect(Corners().setTool.options.tags == ["modes"])
    }

    @Test(
        "Variables are read as their types",
        arguments: [
            ("corner://5", "5 none alice"), ("corner://5?context=x%20y", "5 x y alice"),
        ])
    func variables(uri: String, text: String) async throws {
        let answer = try await Server.offering(Corners().components).ask("resources/read", ["uri": .string(uri)])
        #expect(answer["result"]?["contents"]?[0]?["text"] == .string(text))
    }

    @Test("There is nothing where a variable is of another type or breaks a rule", arguments: ["x", "10", "0", "1.5"])
    func variableRefusal(value: String) async throws {
        let answer = try await Server.offering(Corners().components)
            .ask("resources/read", ["uri": .string("corner://\(value)")])
        #expect(answer["error"]?["message"] == "Resource not found")
    }

    @Test("A prompt's argument has the name within the function")
    func promptArguments() async throws {
        let answer = try await Server.offering(Corners().components)
            .ask("prompts/get", ["name": "ask", "arguments": ["values": "a", "level": "1"]])
        #expect(answer["result"]?["messages"]?[0]?["content"]?["text"] == "a low")
    }

    @Test("A private function is a tool for its own file")
    func privateFunction() async throws {
        let result = try await Server.offering(Components(tools: [Jotter.tool])).call("jot", ["text": "x"])
        #expect(result["content"] == [])
    }
}
