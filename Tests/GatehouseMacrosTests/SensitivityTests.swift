@testable import Gatehouse
import GatehouseMacros
import Testing

@Suite("Declared sensitivity")
struct SensitivityTests {
    private let key = RedactionKey.random()

    private func kept(_ plan: RedactionPlan, _ arguments: JSONValue) -> String {
        String(decoding: plan.redacted(JSONText(arguments), key: key), as: UTF8.self)
    }

    @Test("Properties, cases and parameters say what records keep of them")
    func tool() throws {
        let compiled = try CompiledTool(Clinic().admitTool, plan: nil)
        let arguments: JSONValue = [
            "visitors": [
                [
                    "name": "Ada", "pin": 4711, "reason": "cough", "note": "none",
                    "payment": ["type": "card", "number": "4242", "code": 123],
                ],
                ["name": "Ada", "payment": ["type": "cash", "amount": 5]],
            ],
            "desk": "north", "token": "hunter2",
        ]
        let (ada, none) = (key.digest(of: "Ada"), key.digest(of: "none"))
        #expect(
            kept(compiled.redaction, arguments)
                == #"{"visitors":[{"name":{"redacted":"personal","digest":"\#(ada)"},"pin":{"redacted":"secret"},"#
                + #""reason":"cough","note":{"redacted":"text","length":4,"digest":"\#(none)"},"#
                + #""payment":{"type":"card","number":{"redacted":"secret"},"code":{"redacted":"secret"}}},"#
                + #"{"name":{"redacted":"personal","digest":"\#(ada)"},"payment":{"type":"cash","amount":5}}],"#
                + #""desk":"north","token":{"redacted":"secret"}}"#)
    }

    @Test("Clients are told of secrets alone")
    func published() async throws {
        let tool = try await Server.offering(Clinic().components).ask("tools/list")["result"]?["tools"]?[0]
        let text = tool?.description ?? ""
        #expect(!text.contains("gatehouse"))
        #expect(tool?["inputSchema"]?["properties"]?["token"] == ["type": "string", "writeOnly": true])
        #expect(tool?["inputSchema"]?["properties"]?["desk"] == ["type": "string"])
    }

    @Test("Arguments of prompts and variables of templates say it as well")
    func texts() throws {
        #expect(Clinic().letterPrompt.options.sensitivity == ["code": .secret, "topic": .open])
        #expect(Clinic().recordResource.options.sensitivity == ["visitor": .personal])
    }

    @Test("A refusal of a secret argument does not repeat it, whatever is wrong with it")
    func refusals() async throws {
        let server = try Server.offering(Clinic().components)
        let prompt = await server.ask(
            "prompts/get",
            ["name": "letter", "arguments": ["code": "99999999999999999999", "topic": "a", "to": "b"]])
        #expect(prompt["error"]?["message"] != nil)
        #expect(!prompt.description.contains("9999999"))
        let visitor: JSONValue = ["name": "Ada", "pin": 4711.5]
        let tool = await server.ask(
            "tools/call",
            ["name": "admit", "arguments": ["visitors": [visitor], "desk": "north", "token": 47114711]])
        #expect(tool["result"]?["isError"] == true)
        #expect(!tool.description.contains("4711"))
    }
}
