import Testing

@testable import Gatehouse

@Suite("What may be asked")
struct QuestionRuleTests {
    // MARK: Pages

    @Test(
        "A URL that users must not be sent to is refused, and not repeated",
        arguments: [
            ("", "it is not an absolute URL of RFC 3986"), ("example.com", "it is not an absolute URL of RFC 3986"),
            ("https://example.com/ x", "it is not an absolute URL of RFC 3986"),
            ("https://exämple.com/", "it is not an absolute URL of RFC 3986"),
            ("https:/example.com", "it has no host"), ("https:example", "it has no host"),
            ("https:///path", "it has no host"), ("https://:80/", "it has no host"),
            (
                "https://user:secret@example.com/",
                "it holds credentials before its host; a page finds out by itself who opens it"
            ),
            (
                "https://user@example.com/",
                "it holds credentials before its host; a page finds out by itself who opens it"
            ),
            ("https://@example.com/", "it holds credentials before its host; a page finds out by itself who opens it"),
            ("http://example.com/", "it must begin with https://, but for a page of this machine's loopback interface"),
            (
                "http://localhost.example.com/",
                "it must begin with https://, but for a page of this machine's loopback interface"
            ),
            (
                "http://127.0.0.1.example.com/",
                "it must begin with https://, but for a page of this machine's loopback interface"
            ),
            ("http://[::2]/", "it must begin with https://, but for a page of this machine's loopback interface"),
            ("file:///etc/passwd", "it has no host"), ("javascript:alert(1)", "it has no host"),
            ("ftp://example.com/", "it must begin with https://"), ("data:text/html,x", "it has no host"),
        ])
    func badPage(url: String, reason: String) {
        #expect(throws: InvalidQuestion("the URL of a page cannot be used: \(reason)")) { try PageURL.check(url) }
    }

    @Test("A URL that is too long is refused")
    func longPage() {
        let url = "https://example.com/" + String(repeating: "a", count: 8_192)
        #expect(throws: InvalidQuestion("the URL of a page cannot be used: it has more than 8192 bytes")) {
            try PageURL.check(url)
        }
    }

    @Test(
        "A URL with https is taken, and one of this machine",
        arguments: [
            "https://example.com", "HTTPS://example.com:8443/a?b=c@d#e", "https://[2001:db8::1]/", "http://localhost/",
            "http://LOCALHOST:3000/x", "http://127.0.0.1:8080/", "http://127.9.9.9/", "http://[::1]:80/",
        ])
    func goodPage(url: String) throws {
        try PageURL.check(url)
    }

    @Test("A question without a message that can be read is refused", arguments: ["", " ", "\n\t\u{3000}"])
    func noMessage(message: String) {
        for question in [
            Question.form(message, AskingTools.name), .page(message, url: "https://example.com"),
        ] {
            #expect(throws: InvalidQuestion("an elicitation needs a message that says what is asked for, and why")) {
                try question.request.check()
            }
        }
    }

    @Test("A form whose schema cannot be used is refused")
    func badForm() {
        let schema = RequestedSchema(properties: [], dialect: "https://example.com/unknown")
        let error = #expect(throws: InvalidQuestion.self) { try Question.form("?", schema).request.check() }
        #expect(error?.description.hasPrefix("the form's schema cannot be used: ") == true)
    }

    // MARK: Samplings

    private static func use(_ ids: String...) -> SamplingMessage {
        SamplingMessage(
            role: .assistant,
            content: .several(ids.map { .toolUse(ToolUseContent(id: $0, name: "t", input: [:])) }))
    }

    private static func result(_ ids: String..., role: Role = .user) -> SamplingMessage {
        SamplingMessage(
            role: role, content: .several(ids.map { .toolResult(ToolResultContent(toolUseId: $0, content: [])) }))
    }

    private static func text(_ role: Role = .user) -> SamplingMessage {
        SamplingMessage(role: role, content: .text("x"))
    }

    private static let mixed = SamplingMessage(
        role: .user, content: .several([.toolResult(ToolResultContent(toolUseId: "a", content: [])), .text("x")]))

    @Test(
        "A conversation that breaks the rules of tools is refused",
        arguments: [
            ([], "a sampling needs a message at least"),
            ([use("a")], "the last message of a sampling has tool uses that nothing answers"),
            (
                [text(), use("a"), text()],
                "message 3 of a sampling must answer the tool uses before it with results: a"
            ),
            ([result("a")], "message 1 of a sampling has results for a, but the tool uses before it are none"),
            (
                [use("a", "b"), result("a")],
                "message 2 of a sampling has results for a, but the tool uses before it are a, b"
            ),
            (
                [use("a"), result("a", "a")],
                "message 2 of a sampling has results for a, a, but the tool uses before it are a"
            ),
            (
                [use("a"), result("b")],
                "message 2 of a sampling has results for b, but the tool uses before it are a"
            ),
            ([use("a"), mixed], "message 2 of a sampling has results of tools, so it must have nothing else"),
            (
                [use("a"), result("a", role: .assistant)],
                "message 2 of a sampling has results of tools, which only the user's messages can have"
            ),
            ([use("a", "a"), result("a", "a")], "message 1 of a sampling has two tool uses with one id"),
            (
                [SamplingMessage(role: .user, content: use("a").content)],
                "message 1 of a sampling has tool uses, which only the assistant's messages can have"
            ),
        ] as [([SamplingMessage], String)])
    func badSampling(messages: [SamplingMessage], reason: String) {
        let params = CreateMessageRequestParams(messages: messages, maxTokens: 1)
        #expect(throws: InvalidQuestion(reason)) { try SamplingRules.check(params) }
    }

    @Test("A sampling of no tokens is refused", arguments: [0, -1, .min])
    func noTokens(count: Int) {
        let params = CreateMessageRequestParams(messages: [Self.text()], maxTokens: count)
        #expect(throws: InvalidQuestion("a sampling's maxTokens must be at least 1")) {
            try SamplingRules.check(params)
        }
    }

    @Test("A conversation with tools that keeps the rules is taken, in whatever order results stand")
    func goodSampling() throws {
        let messages = [Self.text(), Self.use("a", "b"), Self.result("b", "a"), Self.use("c"), Self.result("c")]
        try SamplingRules.check(CreateMessageRequestParams(messages: messages, maxTokens: 1))
        try SamplingRules.check(
            CreateMessageRequestParams(messages: [Self.text(), Self.text(.assistant)], maxTokens: 1))
    }

    @Test(
        "An answer that no model gives is refused",
        arguments: [
            (SamplingMessage(role: .user, content: .text("x")), "must have the role assistant"),
            (result("a", role: .assistant), "must not have results of tools"),
            (use("a"), "has tool uses, but the request offered no tools"),
        ])
    func badAnswer(message: SamplingMessage, problem: String) {
        let result = CreateMessageResult(role: message.role, content: message.content, model: "m")
        let question = Question.sampling(AskingTools.sampling("x")).request
        let error = #expect(throws: InvalidAnswer.self) {
            try question.answer(JSONValue(parsing: result.jsonBytes), key: "k")
        }
        #expect(error?.description == "the answer to \"k\" \(problem)")
    }

    @Test("An answer with tool uses is taken where tools were offered")
    func toolUses() throws {
        var params = AskingTools.sampling("x")
        params.tools = [WireTool(name: "t", inputSchema: ["type": "object"])]
        let result = CreateMessageResult(role: .assistant, content: Self.use("a").content, model: "m")
        let answer = try Question.sampling(params).request.answer(JSONValue(parsing: result.jsonBytes), key: "k")
        #expect(answer == .createMessage(result))
    }

    @Test("A root that is no file is refused")
    func roots() {
        let question = Question.roots().request
        let error = #expect(throws: InvalidAnswer.self) {
            try question.answer(["roots": [["uri": "https://example.com"]]], key: "r")
        }
        #expect(
            error?.description
                == #"the answer to "r" is not one to a listing of roots: /roots/0/uri: expected a URI that starts with "file://", but found a string"#
        )
    }

    @Test("A key that a client made long is cut where it is told")
    func longKey() {
        let error = InvalidAnswer(key: String(repeating: "k", count: 500), problem: "is wrong")
        #expect(error.description.count < 200)
    }
}
