import Testing

@testable import Gatehouse

@Suite("Registration")
struct RegistrationTests {
    private func refusal(_ components: Components) -> String? {
        do {
            _ = try Samples.server(components)
            return nil
        } catch {
            return (error as? RegistrationError)?.description
        }
    }

    private func tool(_ name: String, schema: JSONValue = ["type": "object"]) -> Tool {
        Tool(name: name, description: "", inputSchema: schema) { _, _ in "" }
    }

    @Test(
        "A name that the protocol does not allow is refused",
        arguments: ["", "a b", "a/b", "ä", "a\n", "a,b", "\u{212A}", String(repeating: "x", count: 129)])
    func names(_ name: String) {
        let rule = "a name has 1 to 128 letters, digits, underscores, hyphens and dots"
        #expect(refusal(Components(tools: [tool(name)])) == "tool name \"\(name)\": \(rule)")
        let prompt = Prompt(name: name, description: "") { _, _ in [] }
        #expect(refusal(Components(prompts: [prompt])) == "prompt name \"\(name)\": \(rule)")
    }

    @Test(
        "A name may have any of the characters that the protocol names",
        arguments: ["a", "A-Z_0.9", String(repeating: "x", count: 128)])
    func goodNames(_ name: String) {
        #expect(refusal(Components(tools: [tool(name)])) == nil)
    }

    @Test("Nothing can be registered twice, and the refusal names both places")
    func duplicates() {
        func tool(line: UInt) -> Tool {
            Tool(name: "a", description: "", inputSchema: ["type": "object"], fileID: "Shop/Tools.swift", line: line) {
                _, _ in ""
            }
        }
        #expect(
            refusal(Components(tools: [tool(line: 3), tool(line: 8)]))
                == "two components are registered as tool \"a\": at Shop/Tools.swift:3 and at Shop/Tools.swift:8")
        let prompt = Prompt(name: "a", description: "", fileID: "Shop/P.swift", line: 1) { _, _ in [] }
        #expect(
            refusal(Components(prompts: [prompt, prompt]))
                == "two components are registered as prompt \"a\": at Shop/P.swift:1 and at Shop/P.swift:1")
        let resource = Resource(uri: "x://a", name: "a", fileID: "Shop/R.swift", line: 1) { _, _ in .text("") }
        #expect(
            refusal(Components(resources: [resource, resource]))
                == "two components are registered as resource \"x://a\": at Shop/R.swift:1 and at Shop/R.swift:1")
        let template = Resource(template: "x://{a}", name: "a", fileID: "Shop/R.swift", line: 2) { _, _ in .text("") }
        #expect(
            refusal(Components(resources: [template, template]))
                == "two components are registered as resource template \"x://{a}\": at Shop/R.swift:2 and at Shop/R.swift:2"
        )
    }

    @Test("Two templates that cannot be told apart as text are duplicates, though their bytes differ")
    func equivalentTemplates() {
        let composed = Resource(template: "x://\u{E9}/{a}", name: "a", fileID: "A/R.swift", line: 1) { _, _ in .text("")
        }
        let decomposed = Resource(template: "x://e\u{301}/{a}", name: "b", fileID: "A/R.swift", line: 2) { _, _ in
            .text("")
        }
        #expect(
            refusal(Components(resources: [composed, decomposed]))
                == "two components are registered as resource template \"x://e\u{301}/{a}\": at A/R.swift:1 and at "
                + "A/R.swift:2")
    }

    @Test("A component knows where it is declared")
    func site() {
        let line: UInt = #line + 1
        let site = Tool(name: "t", description: "", input: NoInput.self) { _, _ in "" }.site
        #expect(site.description == "GatehouseTests/RegistrationTests.swift:\(line)")
        #expect(
            Prompt(name: "p", description: "") { _, _ in [] }.site.fileID == "GatehouseTests/RegistrationTests.swift")
        #expect(Resource(uri: "x:", name: "r") { _, _ in .text("") }.site.line == #line)
    }

    @Test("There is a bound to the number of components")
    func bound() throws {
        var options = ServerOptions()
        options.maximumComponents = 2
        let server = try Samples.server(tools: [tool("a"), tool("b")], options: options)
        #expect(throws: RegistrationError("there would be 3 components, and at most 2 may be")) {
            try server.registry.add(Components(tools: [tool("c")]))
        }
        #expect(server.registry.components.map(\.name) == ["a", "b"])
    }

    @Test("A tool, a prompt and a resource may have the same name, and names differ by case")
    func differentKinds() {
        let components = Components(
            tools: [tool("a"), tool("A")], prompts: [Prompt(name: "a", description: "") { _, _ in [] }],
            resources: [Resource(uri: "a:", name: "a") { _, _ in .text("") }])
        #expect(refusal(components) == nil)
    }

    @Test(
        "An input schema is one of objects",
        arguments: [[:], ["type": "array"], ["type": ["object", "null"]]] as [JSONValue])
    func inputType(_ schema: JSONValue) {
        #expect(
            refusal(Components(tools: [tool("t", schema: schema)]))
                == "tool \"t\": its input schema must have \"type\": \"object\" at its root")
    }

    @Test(
        "A schema that does not compile is refused when the server is made",
        arguments: [
            ["type": "nonsense"], ["type": "object", "properties": 5],
            ["type": "object", "$ref": "https://example.com/s"],
            ["type": "object", "$schema": "https://example.com/dialect"], 5,
        ] as [JSONValue])
    func badSchema(_ schema: JSONValue) {
        #expect(
            refusal(Components(tools: [tool("t", schema: schema)]))?.hasPrefix("tool \"t\": its input schema: ") == true
        )
    }

    @Test("An output schema is compiled as well")
    func badOutputSchema() {
        struct Bad: ToolOutput {
            static let outputSchema: JSONValue? = ["type": 7]
            func outcome() -> ToolOutcome { .text("") }
        }
        let tool = Tool(name: "t", description: "", input: NoInput.self) { _, _ in Bad() }
        #expect(refusal(Components(tools: [tool]))?.hasPrefix("tool \"t\": its output schema: ") == true)
    }

    @Test(
        "A resource's URI has a scheme and the characters of RFC 3986",
        arguments: [
            "", "a", "/a", ":a", "1a:b", "a b:c", "a:b c", "a:ä", "a:\n", "a:%", "a:%4", "a:%4g", "a:<b>", "a:\"",
            "\u{212A}:a",
        ])
    func badURI(_ uri: String) {
        let resource = Resource(uri: uri, name: "r") { _, _ in .text("") }
        #expect(
            refusal(Components(resources: [resource]))
                == "resource \"\(uri)\": a URI begins with a scheme, as in notes://motto, and has no characters but those of "
                + "RFC 3986")
    }

    @Test(
        "Whatever RFC 3986 calls a URI can be a resource",
        arguments: ["urn:isbn:0451450523", "file:///a/b%20c?d=e#f", "a+b-c.1://[::1]:80/~x!$&'()*+,;=@", "x:"])
    func goodURI(_ uri: String) {
        let resource = Resource(uri: uri, name: "r") { _, _ in .text("") }
        #expect(refusal(Components(resources: [resource])) == nil)
    }

    @Test(
        "An icon that clients must not fetch is refused",
        arguments: ["http://example.com/i.png", "javascript:alert(1)", "file:///i.png", "", "HTTPS//x"])
    func badIcon(_ source: String) {
        let icons = [Icon(src: "data:image/png;base64,AA=="), Icon(src: source)]
        let rule = "an icon comes from an https: or a data: URI, not from \"\(source)\""
        let tool = Tool(name: "t", description: "", options: ToolOptions(icons: icons), input: NoInput.self) { _, _ in
            ""
        }
        #expect(refusal(Components(tools: [tool])) == "tool \"t\": \(rule)")
        let prompt = Prompt(name: "p", description: "", options: .init(icons: icons)) { _, _ in [] }
        #expect(refusal(Components(prompts: [prompt])) == "prompt \"p\": \(rule)")
        let resource = Resource(uri: "x://r", name: "r", options: .init(icons: icons)) { _, _ in .text("") }
        #expect(refusal(Components(resources: [resource])) == "resource \"x://r\": \(rule)")
        #expect(throws: RegistrationError.self) {
            try Server(
                info: Implementation(name: "n", version: "1", icons: icons), components: Components(),
                authenticator: TestCallers(), logger: LogLines().logger())
        }
    }

    @Test("A prompt cannot declare an argument twice")
    func doubleArgument() {
        let prompt = Prompt(
            name: "p", description: "", arguments: [PromptArgument(name: "a"), PromptArgument(name: "a")]
        ) { _, _ in [] }
        #expect(refusal(Components(prompts: [prompt])) == "prompt \"p\": argument \"a\" is declared twice")
    }

    @Test("A template that cannot be read is refused")
    func badTemplate() {
        let template = Resource(template: "x://{", name: "t") { _, _ in .text("") }
        #expect(refusal(Components(resources: [template]))?.hasPrefix("resource template \"x://{\": ") == true)
    }
}
