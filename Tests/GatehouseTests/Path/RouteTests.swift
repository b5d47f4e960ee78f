import Gatehouse
import Testing

@Suite("Step 4, route")
struct RouteTests {
    private static let legacy = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"]

    @Test(
        "A method that 2026-07-28 does not have is 404",
        arguments: [
            "no/such", "", "ping", "initialize", "logging/setLevel", "resources/subscribe", "resources/unsubscribe",
            "completion/complete", "Tools/List", "tools/list ", "tasks/result",
        ])
    func unknownModern(_ method: String) async throws {
        let answer = try await Samples.server().answer(.modern(method))
        #expect(answer.refusal == "404 -32601 Method not found: \(method)")
        #expect(answer.id == 1)
    }

    @Test("A method that a session's revision does not have is an error with status 200", arguments: legacy)
    func unknownLegacy(_ revision: String) async throws {
        let server = try Samples.server()
        let session = await server.openSession(revision)
        for method in ["no/such", "server/discover", "subscriptions/listen"] {
            let answer = await server.answer(.legacy(method, session: session))
            #expect(answer.refusal == "200 -32601 Method not found: \(method)")
        }
    }

    @Test("Of a long or unprintable method, no more comes back than a line can carry")
    func longMethod() async throws {
        let method = "a\u{7}\n" + String(repeating: "x", count: 5_000)
        let answer = try await Samples.server().answer(Ask.modern(method).onStdio)
        #expect(answer.message == "Method not found: a??" + String(repeating: "x", count: 125))
    }

    @Test("A tool, prompt or resource that is not there is an error of the parameters")
    func unknownModernComponents() async throws {
        let server = try Samples.server()
        #expect(await server.answer(.call("nope")).refusal == "400 -32602 Unknown tool: nope")
        #expect(
            await server.answer(.modern("prompts/get", ["name": "nope"])).refusal == "400 -32602 Unknown prompt: nope")
        let resource = await server.answer(.modern("resources/read", ["uri": "notes://nope"]))
        #expect(resource.refusal == "400 -32602 Resource not found")
        #expect(resource.data == ["uri": "notes://nope"])
    }

    @Test("In a session the same travels with status 200, and a resource has its own code", arguments: legacy)
    func unknownLegacyComponents(_ revision: String) async throws {
        let server = try Samples.server()
        let session = await server.openSession(revision)
        let tool = await server.answer(.legacy("tools/call", ["name": "nope"], session: session))
        #expect(tool.refusal == "200 -32602 Unknown tool: nope")
        let prompt = await server.answer(.legacy("prompts/get", ["name": "nope"], session: session))
        #expect(prompt.refusal == "200 -32602 Unknown prompt: nope")
        let resource = await server.answer(.legacy("resources/read", ["uri": "notes://nope"], session: session))
        #expect(resource.refusal == "200 -32002 Resource not found")
        #expect(resource.data == ["uri": "notes://nope"])
    }

    @Test("A function that finds nothing at a URI of its template says so as the server would")
    func notFoundByFunction() async throws {
        let server = try Samples.server()
        let modern = await server.answer(.modern("resources/read", ["uri": "notes://note/none"]))
        #expect(modern.refusal == "400 -32602 Resource not found")
        let session = await server.openSession()
        let legacy = await server.answer(.legacy("resources/read", ["uri": "notes://note/none"], session: session))
        #expect(legacy.refusal == "200 -32002 Resource not found")
    }

    @Test(
        "A request that does not say which component it means is refused",
        arguments: [
            ("tools/call", "name"), ("prompts/get", "name"), ("resources/read", "uri"),
        ])
    func noName(_ method: String, _ member: String) async throws {
        let server = try Samples.server()
        for value in [nil, JSONValue.integer(1), .null, ["x"]] {
            var params = JSONObject()
            params[member] = value
            let ask = Ask.modern(method, params).with { $0.head.mcpName = ["x"] }
            #expect(await server.answer(ask).refusal == "400 -32602 \(method) needs params.\(member), a string")
        }
    }

    @Test("A URI that is longer than any may be is not looked up")
    func longURI() async throws {
        let uri = "notes://note/" + String(repeating: "x", count: 9_000)
        let answer = try await Samples.server().answer(.modern("resources/read", ["uri": .string(uri)]))
        #expect(answer.refusal == "400 -32602 Resource not found")
        #expect(answer.data?["uri"]?.stringValue?.utf8.count == 1_024)
    }

    @Test("A fixed URI comes before a template that it fits, and only with the same bytes")
    func fixedBeforeTemplate() async throws {
        let fixed = Resource(uri: "notes://note/K", name: "fixed") { _, _ in .text("fixed") }
        let server = try Samples.server(Components(resources: [Samples.note, fixed]))
        let exact = await server.answer(.modern("resources/read", ["uri": "notes://note/K"]))
        #expect(exact.result?["contents"]?[0]?["text"] == "fixed")
        let ask = Ask.modern("resources/read", ["uri": "notes://note/\u{212A}"]).onStdio
        #expect(await server.answer(ask).result?["contents"]?[0]?["text"] != "fixed")
    }

    @Test("Variables of a template reach the function decoded")
    func variables() async throws {
        let answer = try await Samples.server().answer(.modern("resources/read", ["uri": "notes://note/a%20b"]))
        #expect(answer.result?["contents"]?[0]?["text"] == "Note a b")
        #expect(answer.result?["contents"]?[0]?["uri"] == "notes://note/a%20b")
    }
}
