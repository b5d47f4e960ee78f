import Testing

@testable import Gatehouse

@Suite("Guards that decide by the arguments", .timeLimit(.minutes(1)))
struct ArgumentGuardTests {
    private let events = Events()
    private let seen = SeenRequests()

    /// Who may update which note.
    private static let owners = ["1": "ann", "2": "bob"]

    private static let ownNotes = Guard("own notes", needs: .input(UpdateNote.self)) { request, note in
        guard owners[note.id] == request.principal.subject else {
            throw GuardRefusal.forbidden("Editors may update their own notes")
        }
    }

    private func server(
        _ guards: [Guard],
        serverGuards: [Guard] = [],
        providers: [DependencyProvider] = []
    ) throws -> Server {
        let tool = Tool(name: "update", description: "", options: ToolOptions(guards: guards), input: UpdateNote.self) {
            [events] note, _ in
            events.add("run \(note.id)")
            return "done"
        }
        var options = ServerOptions()
        options.guards = serverGuards
        let resource = Resource(template: "notes://{id}", name: "note") { _, _ in .text("") }
        return try Samples.server(
            Components(tools: [tool], prompts: [Samples.greet], resources: [resource], dependencies: providers),
            options: options, observer: seen)
    }

    @Test("Editors may update their own notes, and no others")
    func ownNotes() async throws {
        let server = try server([Self.ownNotes])
        let answer = await server.answer(.call("update", ["id": "1"], as: "bob"))
        #expect(
            answer.text
                == #"{"jsonrpc":"2.0","id":1,"error":{"code":403,"message":"Editors may update their own notes"}}"#)
        #expect(answer.status == 403)
        #expect(seen.records.first?.refusedBy == .validate)
        #expect(await server.answer(.call("update", ["id": "2"], as: "bob")).toolText == "done")
        #expect(events.all == ["run 2"])
    }

    @Test("A policy sees caller, component and arguments")
    func policy() async throws {
        let guarded = Guard.policy("own notes", needs: .arguments) { request, arguments in
            request.component?.name == "update"
                && Self.owners[arguments["id"]?.stringValue ?? ""] == request.principal.subject
        }
        let server = try server([guarded])
        #expect(
            await server.answer(.call("update", ["id": "1"], as: "bob")).refusal
                == "403 403 Forbidden: tools/call \"update\" is against the policy \"own notes\"")
        #expect(await server.answer(.call("update", ["id": "1"], as: "ann")).status == 200)
    }

    @Test("A guard that needs arguments by way of another dependency runs after they are decoded")
    func indirect() async throws {
        let server = try server(
            [
                Guard("owner", needs: .b) { request, owner in
                    guard owner.name == request.principal.subject else { throw GuardRefusal.forbidden("not yours") }
                }
            ],
            providers: [
                .provide(.a, needs: .input(UpdateNote.self)) { Thing(name: Self.owners[$0.id] ?? "") },
                .provide(.b, needs: .a) { $0 },
            ])
        #expect(await server.answer(.call("update", ["id": "1"], as: "bob")).refusal == "403 403 not yours")
        #expect(await server.answer(.call("update", ["id": "1"], as: "ann")).status == 200)
    }

    @Test("Arguments that break the schema or the type reach no guard, and the caller is told what to mend")
    func invalid() async throws {
        let server = try server([Guard("g", needs: .input(UpdateNote.self)) { [events] _, _ in events.add("guard") }])
        #expect(
            await server.answer(.call("update", ["id": 5])).toolText
                == "Invalid arguments for tool update:\n- /id: must be a string, was 5")
        let answer = await server.answer(.call("update", ["id": "0"]))
        #expect(answer.isToolError)
        #expect(
            answer.toolText
                == "Invalid arguments for tool update:\n- /id: expected the id of a note, but found a string")
        #expect(answer.result?["structuredContent"]?["error"] == "invalid_arguments")
        #expect(events.all.isEmpty)
    }

    @Test("A guard that needs no arguments refuses before they are looked at")
    func stages() async throws {
        let server = try server([
            Guard("late", needs: .arguments) { [events] _, _ in events.add("late") },
            Guard("early") { [events] request in
                events.add("early")
                guard request.principal.subject == "ann" else { throw GuardRefusal.forbidden("not Ann") }
            },
        ])
        #expect(await server.answer(.call("update", ["id": 5], as: "bob")).refusal == "403 403 not Ann")
        #expect(await server.answer(.call("update", ["id": "1"], as: "ann")).status == 200)
        #expect(events.all == ["early", "early", "late", "run 1"])
    }

    @Test("A guard of the whole server sees prompts' arguments and resources' variables, and leaves lists alone")
    func wholeServer() async throws {
        let server = try server(
            [],
            serverGuards: [
                Guard("g", needs: .arguments) { _, arguments in throw GuardRefusal.forbidden("no", data: arguments) }
            ])
        #expect(await server.answer(.modern("tools/list")).status == 200)
        let prompt = await server.answer(.modern("prompts/get", ["name": "greet", "arguments": ["who": "Ann"]]))
        #expect(prompt.refusal == "403 403 no")
        #expect(prompt.data == ["who": "Ann"])
        #expect(await server.answer(.modern("resources/read", ["uri": "notes://7"])).data == ["id": "7"])
        #expect(await server.answer(.call("update", ["id": "1"])).data == ["id": "1"])
        #expect(events.all.isEmpty)
    }

    @Test("A refusal by arguments comes before any stream, with its status and its fields")
    func beforeStream() async throws {
        let stream = SentMessages()
        let server = try server([
            Guard("g", needs: .arguments) { _, _ in
                throw GuardRefusal.tooManyRequests("one a day", retryAfter: .seconds(60))
            }
        ])
        let ask = Ask.call("update", ["id": "1"]).with { $0.meta["progressToken"] = 1 }
        let answer = await server.answer(ask, stream: stream)
        #expect(answer.refusal == "429 429 one a day")
        #expect(answer.fields("Retry-After") == ["60"])
        #expect(stream.count == 0)
    }

    @Test("Arguments are not there for what runs before they are checked")
    func tooEarly() async throws {
        // A guard's stage follows from what it needs, so this cannot happen by way of a declaration.
        let graph = try DependencyGraph()
        let logger = LogLines().logger()
        let received = try Receive(hosts: HostPolicy(), origins: OriginPolicy())(
            RequestHead(transport: .stdio), body: [])
        let scope = RequestScope(
            plan: ComponentPlan("a test", needs: .none, guards: [], graph: graph),
            info: RequestInfo(
                requestID: "1", principal: Principal(subject: "alice", method: .local), method: "tools/call"),
            received: received, server: ServerScope(graph: graph, logger: logger), secrets: { SecretTexts() },
            logger: logger)
        let first = await #expect(throws: DependencyFailure.self) { try await scope.value(.arguments) }
        #expect(first?.description == "dependency \"arguments\": the request has none")
        let second = await #expect(throws: DependencyFailure.self) { try await scope.value(.input(UpdateNote.self)) }
        #expect(
            second?.description == "dependency \"input UpdateNote\": the request has no arguments of that type")
    }
}
