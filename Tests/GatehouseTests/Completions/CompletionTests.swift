import GatehouseProtocol
import GatehouseSchema
import Testing

@testable import Gatehouse

/// Something with a few values.
enum Flavour: String, SchemaProviding {
    case sweet = "Sweet"
    case sour = "sour"
    case bitterSweet = "bittersweet"

    static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        ["type": "string", "enum": ["Sweet", "sour", "bittersweet"]]
    }
}

@Suite("completion/complete", .timeLimit(.minutes(1)))
struct CompletionTests {
    private static let cake = Prompt(
        name: "cake", description: "Bakes.",
        arguments: [
            PromptArgument(name: "flavour", required: true), PromptArgument(name: "shape"),
            PromptArgument(name: "note"),
        ], types: ["flavour": Flavour.self]
    ) { (values: TextArguments, _: Context) -> String in "" }

    private static let secret = Prompt(
        name: "secret", description: "", arguments: [PromptArgument(name: "shape")],
        options: .init(access: .role("baker"))
    ) { _, _ in [] }

    private static let shapes = Completion(prompt: "cake", argument: "shape") { request, context in
        [request.value, request.arguments["flavour"] ?? "-", context.principal.subject]
    }

    private static let secretShapes = Completion(prompt: "secret", argument: "shape") { _, _ in ["heart"] }

    private static let ids = Completion(template: "notes://note/{id}", argument: "id") { request, _ in
        (0..<(Int(request.value) ?? 0)).map(String.init)
    }

    private static let components = Components(
        prompts: [cake, secret], resources: [Samples.note, Samples.motto], completions: [shapes, secretShapes, ids])

    private func server() throws -> Server { try Samples.server(Self.components) }

    private func ask(
        _ argument: String,
        _ value: String,
        of reference: JSONValue = ["type": "ref/prompt", "name": "cake"],
        given: JSONValue? = nil,
        as caller: String = "alice"
    ) -> Ask {
        var params: JSONObject = [
            "ref": reference, "argument": ["name": .string(argument), "value": .string(value)],
        ]
        if let given { params["context"] = ["arguments": given] }
        return .modern("completion/complete", params, as: caller)
    }

    // MARK: Refusals

    @Test(
        "What is no request to complete something is refused",
        arguments: [
            ([:], "completion/complete needs params.ref"),
            (["ref": "cake"], "/params/ref: expected an object, but found a string"),
            (
                ["ref": ["type": "ref/tool", "name": "x"]],
                #"/params/ref/type: expected one of "ref/prompt", "ref/resource", but found a string"#
            ),
            (["ref": ["type": "ref/prompt", "name": "cake"]], "completion/complete needs params.argument"),
            (
                ["ref": ["type": "ref/prompt", "name": "cake"], "argument": ["name": "shape"]],
                "/params/argument/value: expected a value, but it is missing"
            ),
            (
                ["ref": ["type": "ref/prompt", "name": "cake"], "argument": ["name": "size", "value": ""]],
                #"params.argument.name: cake has no argument "size""#
            ),
            (
                ["ref": ["type": "ref/resource", "uri": "notes://motto"], "argument": ["name": "id", "value": ""]],
                #"params.argument.name: motto has no argument "id""#
            ),
            (
                ["ref": ["type": "ref/prompt", "name": "pie"], "argument": ["name": "shape", "value": ""]],
                "Unknown prompt: pie"
            ),
            (
                ["ref": ["type": "ref/resource", "uri": "x://{y}"], "argument": ["name": "y", "value": ""]],
                "Unknown resource template: x://{y}"
            ),
            (
                [
                    "ref": ["type": "ref/prompt", "name": "cake"],
                    "argument": ["name": "shape", "value": .string(String(repeating: "x", count: 8_193))],
                ],
                "params.argument.value has more than 8192 bytes"
            ),
        ] as [(JSONObject, String)])
    func wrong(_ params: JSONObject, _ message: String) async throws {
        let answer = await (try server()).answer(.modern("completion/complete", params))
        #expect(answer.refusal == "400 -32602 \(message)")
    }

    @Test("What a caller may not see is refused in the words of what is not there")
    func hidden() async throws {
        let server = try server()
        let reference: JSONValue = ["type": "ref/prompt", "name": "secret"]
        let refused = await server.answer(ask("shape", "", of: reference))
        #expect(refused.refusal == "400 -32602 Unknown prompt: secret")
        #expect(refused.data == nil && refused.fields("WWW-Authenticate").isEmpty)
        let allowed = await server.answer(ask("shape", "", of: reference, as: "bob+baker"))
        #expect(allowed.result?["completion"]?["values"] == ["heart"])
        server.registry.disable(.prompt("cake"))
        #expect(await server.answer(ask("shape", "")).refusal == "400 -32602 Unknown prompt: cake")
    }

    @Test("Guards of what is completed are asked first")
    func guarded() async throws {
        let prompt = Prompt(
            name: "p", description: "", arguments: [PromptArgument(name: "a")],
            options: .init(guards: [.policy("closed") { _ in false }])
        ) { _, _ in [] }
        let server = try Samples.server(
            Components(prompts: [prompt], completions: [Completion(prompt: "p", argument: "a") { _, _ in ["x"] }]))
        let answer = await server.answer(ask("a", "", of: ["type": "ref/prompt", "name": "p"]))
        #expect(answer.refusal == #"403 403 Forbidden: completion/complete "p" is against the policy "closed""#)
    }

    @Test("Where there is nothing to suggest there is no such method, nor such a capability")
    func nothing() async throws {
        let server = try Samples.server()
        #expect(
            await server.answer(ask("who", "", of: ["type": "ref/prompt", "name": "greet"])).refusal
                == "404 -32601 Method not found: completion/complete")
        #expect(await server.answer(.modern("server/discover")).result?["capabilities"]?["completions"] == nil)
        try server.registry.add(Components(completions: [Completion(prompt: "greet", argument: "who") { _, _ in [] }]))
        #expect(await server.answer(.modern("server/discover")).result?["capabilities"]?["completions"] == [:])
        #expect(await server.answer(.initialize("2025-06-18")).result?["capabilities"]?["completions"] == [:])
        #expect(await server.answer(.initialize("2024-11-05")).result?["capabilities"]?["completions"] == nil)
    }

    @Test("A function's error is told as a prompt's is, and its time is bounded")
    func failing() async throws {
        let completions = [
            Completion(prompt: "cake", argument: "shape") { _, _ in throw ToolError("no oven") },
            Completion(prompt: "cake", argument: "note") { _, _ in throw SecretError() },
            Completion(prompt: "cake", argument: "flavour") { _, _ in
                try await Task.sleep(for: .seconds(3_600))
                return []
            },
        ]
        var options = ServerOptions()
        options.calls.timeout = .milliseconds(20)
        let server = try Samples.server(Components(prompts: [Self.cake], completions: completions), options: options)
        #expect(await server.answer(ask("shape", "")).refusal == "500 -32603 no oven")
        let secret = await server.answer(ask("note", "")).message ?? ""
        #expect(secret.hasPrefix("the completion of note of cake failed. Reference: "))
        let late = await server.answer(ask("flavour", "")).message ?? ""
        #expect(late.hasPrefix("the completion of flavour of cake did not finish within 0.02 seconds. Reference: "))
    }

    // MARK: Registration

    @Test(
        "A completion of what is not there, or is there twice, is refused",
        arguments: [
            (
                [Completion(prompt: "pie", argument: "shape") { _, _ in [] }],
                #"completion of argument "shape" of prompt "pie": there is no such prompt"#
            ),
            (
                [Completion(prompt: "cake", argument: "size") { _, _ in [] }],
                #"completion of argument "size" of prompt "cake": it has flavour, shape, note"#
            ),
            (
                [Completion(template: "notes://note/{id}", argument: "ID") { _, _ in [] }],
                #"completion of variable "ID" of resource template "notes://note/{id}": it has id"#
            ),
            (
                [Completion(template: "notes://motto", argument: "id") { _, _ in [] }],
                #"completion of variable "id" of resource template "notes://motto": there is no such resource template"#
            ),
            (
                [Self.shapes, Self.shapes],
                #"completion of argument "shape" of prompt "cake" is registered twice"#
            ),
        ] as [([Completion], String)])
    func registration(_ completions: [Completion], _ message: String) throws {
        let components = Components(
            prompts: [Self.cake], resources: [Samples.note, Samples.motto], completions: completions)
        #expect(throws: RegistrationError(message)) { try Samples.server(components) }
    }

    @Test("Completions come, are replaced and go while the server runs, at the latest with what they complete")
    func changing() async throws {
        let server = try server()
        let value = { (answer: Answer) in answer.result?["completion"]?["values"] }
        let other = Completion(prompt: "cake", argument: "shape") { _, _ in ["other"] }
        #expect(
            throws: RegistrationError(#"completion of argument "shape" of prompt "cake" is registered twice"#)
        ) { try server.registry.add(Components(completions: [other])) }
        try server.registry.replace(Components(completions: [other]))
        #expect(value(await server.answer(ask("shape", ""))) == ["other"])
        let cake = CompletionReference.prompt(PromptReference(name: "cake"))
        #expect(server.registry.removeCompletion(of: cake, argument: "shape"))
        #expect(!server.registry.removeCompletion(of: cake, argument: "shape"))
        #expect(value(await server.answer(ask("shape", ""))) == [])
        try server.registry.add(Components(completions: [other]))
        server.registry.remove(.prompt("cake"))
        #expect(server.registry.snapshot.completions.count == 2)
        try server.registry.add(Components(prompts: [Self.cake]))
        #expect(value(await server.answer(ask("shape", ""))) == [])
    }

    @Test("Completions move under a prefix with what they complete")
    func mounted() async throws {
        let server = try Samples.server(Self.components.prefixed("b"))
        let answer = await server.answer(
            ask("id", "2", of: ["type": "ref/resource", "uri": "notes://b/note/{id}"]))
        #expect(answer.result?["completion"]?["values"] == ["0", "1"])
    }

    // MARK: Suggestions

    @Test("The function gets what was typed, what was given before, and its caller")
    func told() async throws {
        let answer = await (try server()).answer(
            ask("shape", "he", given: ["flavour": "sour", "unknown": "x"], as: "bob"))
        #expect(answer.status == 200)
        #expect(
            answer.result?["completion"] == ["values": ["he", "sour", "bob"], "total": 3, "hasMore": false])
        #expect(answer.result?["resultType"] == "complete")
        #expect(answer.result?["ttlMs"] == nil)
        #expect(answer.result?["_meta"]?[MetaKey.serverInfo]?["name"] == "sample")
        _ = try CompleteResult(json: answer.result ?? .null)
    }

    @Test("Of many values a client gets the first hundred, and hears how many there are")
    func many() async throws {
        let server = try server()
        let template: JSONValue = ["type": "ref/resource", "uri": "notes://note/{id}"]
        for (count, hasMore) in [(0, false), (100, false), (101, true), (5_000, true)] {
            let completion = await server.answer(ask("id", String(count), of: template)).result?["completion"]
            #expect(completion?["values"]?.arrayValue?.count == min(100, count))
            #expect(completion?["total"] == .integer(Int64(count)))
            #expect(completion?["hasMore"] == .bool(hasMore))
        }
        let uri = await server.answer(ask("id", "1", of: ["type": "ref/resource", "uri": "notes://note/7"]))
        #expect(uri.result?["completion"]?["values"] == ["0"], "a URI stands for the template that it fits")
    }

    @Test(
        "An enum's values are suggested without a declaration, those that begin with what was typed first",
        arguments: [
            ("", ["Sweet", "sour", "bittersweet"]), ("s", ["sour", "Sweet", "bittersweet"]),
            ("sw", ["Sweet", "bittersweet"]), ("bitter", ["bittersweet"]), ("x", []),
        ])
    func choices(_ typed: String, _ values: [String]) async throws {
        let completion = await (try server()).answer(ask("flavour", typed)).result?["completion"]
        #expect(completion?["values"] == .array(values.map(JSONValue.string)))
        #expect(completion?["total"] == .integer(Int64(values.count)))
    }

    @Test("An argument that nothing is known of has no suggestions")
    func unknown() async throws {
        let completion = await (try server()).answer(ask("note", "a")).result?["completion"]
        #expect(completion == ["values": [], "total": 0, "hasMore": false])
    }

    @Test("Earlier revisions complete as well", arguments: ProtocolRevision.legacy)
    func legacy(_ revision: ProtocolRevision) async throws {
        let server = try server()
        let session = await server.openSession(revision.text)
        let params: JSONObject = [
            "ref": ["type": "ref/prompt", "name": "cake"], "argument": ["name": "flavour", "value": "so"],
        ]
        let answer = await server.answer(.legacy("completion/complete", params, session: session))
        #expect(answer.result == ["completion": ["values": ["sour"], "total": 1, "hasMore": false]])
        let unknown = await server.answer(
            .legacy(
                "completion/complete",
                ["ref": ["type": "ref/resource", "uri": "x://{y}"], "argument": ["name": "y", "value": ""]],
                session: session))
        #expect(unknown.refusal == "200 -32602 Unknown resource template: x://{y}")
    }

    @Test("A completion resolves what its prompt needs")
    func dependencies() async throws {
        let pool = Dependency<String>("pool")
        let prompt = Prompt(
            name: "p", description: "", arguments: [PromptArgument(name: "a")], options: .init(needs: Needs(pool))
        ) { _, _ in [] }
        let completion = Completion(prompt: "p", argument: "a") { _, context in [try await context.resolve(pool)] }
        let components = Components(
            prompts: [prompt], completions: [completion], dependencies: [.provide(pool) { "swimming" }])
        let answer = await (try Samples.server(components)).answer(
            ask("a", "", of: ["type": "ref/prompt", "name": "p"]))
        #expect(answer.result?["completion"]?["values"] == ["swimming"])
    }
}
