import GatehouseProtocol
import Testing

@testable import Gatehouse

@Suite("Step 8, call: log messages for the client", .timeLimit(.minutes(1)))
struct LogMessageTests {
    private static let levels: [LoggingLevel] = [
        .debug, .info, .notice, .warning, .error, .critical, .alert, .emergency,
    ]

    private static func logging(_ work: @escaping @Sendable (Context) async -> Void) -> Tool {
        Tool(name: "work", description: "", input: NoInput.self) { _, context in
            await work(context)
            return "done"
        }
    }

    private func ask(_ level: JSONValue?, token: JSONValue? = nil) -> Ask {
        Ask.call("work").with {
            $0.meta[MetaKey.logLevel] = level
            $0.meta[MetaKey.progressToken] = token
        }
    }

    @Test("In a session of earlier revisions the level is the session's, whatever `_meta` says")
    func session() async throws {
        let server = try Samples.server(
            tools: [
                Self.logging { context in
                    await context.log(.info, "i")
                    await context.log(.error, "e")
                }
            ])
        let session = await server.openReadySession()
        #expect(
            await server.answer(.legacy("logging/setLevel", ["level": "error"], session: session)).result == [:])
        let sent = SentMessages()
        let call = Ask.legacy(
            "tools/call", ["name": "work", "_meta": ["io.modelcontextprotocol/logLevel": "debug"]], session: session)
        _ = await server.answer(call, stream: sent)
        #expect(sent.messages.compactMap { $0["params"]?["data"] } == ["e"])
        #expect(sent.messages.last?["result"]?["content"]?[0]?["text"] == "done")
    }

    @Test("Nothing is sent to who did not ask, or accepts no stream")
    func notAsked() async throws {
        let server = try Samples.server(tools: [Self.logging { await $0.log(.emergency, "x") }])
        let sent = SentMessages()
        #expect(await server.answer(ask(nil), stream: sent).toolText == "done")
        let json = ask("debug").with { $0.head.accept = "application/json" }
        #expect(await server.answer(json, stream: sent).toolText == "done")
        #expect(await server.answer(ask("debug"), stream: nil).toolText == "done")
        #expect(sent.count == 0)
    }

    @Test("Messages of the level that was asked for, and of higher ones, are sent", arguments: levels)
    func level(_ asked: LoggingLevel) async throws {
        let levels = Self.levels
        let server = try Samples.server(
            tools: [Self.logging { for level in levels { await $0.log(level, level.rawValue) } }])
        let sent = SentMessages()
        _ = await server.answer(ask(.string(asked.rawValue)), stream: sent)
        let expected = levels.drop { $0 != asked }
        #expect(sent.messages.compactMap { $0["params"]?["level"]?.stringValue } == expected.map(\.rawValue))
    }

    @Test("A message has its level, what it comes from and its data")
    func form() async throws {
        let server = try Samples.server(
            tools: [
                Self.logging { context in
                    await context.log(.info, ["rows": 3, "of": "notes"] as JSONValue)
                    await context.log(.warning, "slow", logger: "database")
                }
            ])
        let sent = SentMessages()
        _ = await server.answer(ask("info"), stream: sent)
        #expect(
            sent.messages == [
                [
                    "jsonrpc": "2.0", "method": "notifications/message",
                    "params": ["level": "info", "logger": "work", "data": ["rows": 3, "of": "notes"]],
                ],
                [
                    "jsonrpc": "2.0", "method": "notifications/message",
                    "params": ["level": "warning", "logger": "database", "data": "slow"],
                ],
            ])
        for message in sent.messages { _ = try LoggingMessageNotification(json: message) }
    }

    @Test(
        "An unknown level is refused, and what a client does not declare it is not sent",
        arguments: ["loud", 3, [:]] as [JSONValue])
    func unknownLevel(_ level: JSONValue) async throws {
        let server = try Samples.server(tools: [Self.logging { await $0.log(.info, "x") }])
        let answer = await server.answer(ask(level), stream: SentMessages())
        #expect(
            answer.refusal == "400 -32602 params._meta: io.modelcontextprotocol/logLevel is not a log level")
    }

    @Test("A level that the protocol does not know is never sent")
    func unknownMessage() async throws {
        let server = try Samples.server(tools: [Self.logging { await $0.log(LoggingLevel(rawValue: "loud"), "x") }])
        let sent = SentMessages()
        _ = await server.answer(ask("debug"), stream: sent)
        #expect(sent.count == 0)
    }

    @Test("A flood is cut, and too much data is left out")
    func flood() async throws {
        let server = try Samples.server(
            tools: [
                Self.logging { context in
                    await context.log(.info, String(repeating: "x", count: 70_000))
                    for number in 0..<1_000 { await context.log(.info, number) }
                }
            ])
        let sent = SentMessages()
        _ = await server.answer(ask("debug"), stream: sent)
        #expect((50...60).contains(sent.count))
        #expect(
            sent.messages.first?["params"]?["data"] == "(70002 bytes, more than a log message may have)")
    }

    @Test("Messages and progress keep their order; of progress the last waits, of messages each")
    func order() async throws {
        let gate = Gate()
        let tool = Self.logging { context in
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await context.log(.info, 0) }
                await gate.arrivals()
                for number in 1...3 {
                    await context.progress(Double(number))
                    await context.log(.info, number)
                }
                gate.open()
            }
        }
        let sent = SentMessages(gate: gate)
        _ = await (try Samples.server(tools: [tool])).answer(ask("info", token: "t"), stream: sent)
        #expect(sent.messages.compactMap { $0["params"]?["data"] } == [0, 1, 2, 3])
        #expect(sent.progress == [3])
    }

    @Test("What waits when the function returns is sent before the reply, and nothing after it")
    func end() async throws {
        let gate = Gate()
        let escaped = Gate()
        let tool = Self.logging { context in
            let late = Task {
                await context.log(.info, 1)
                await escaped.wait()
                await context.log(.info, 3)
            }
            await gate.arrivals()
            await context.log(.info, 2)
            _ = late
        }
        let sent = SentMessages(gate: gate)
        let server = try Samples.server(tools: [tool])
        let task = Task { await server.answer(ask("info"), stream: sent) }
        await gate.arrivals()
        gate.open()
        #expect(await task.value.toolText == "done")
        #expect(sent.messages.compactMap { $0["params"]?["data"] } == [1, 2])
        escaped.open()
        #expect(sent.count == 2)
    }

    @Test("Prompts and resources log as tools do")
    func others() async throws {
        let prompt = Prompt(name: "p", description: "") { _, context in
            await context.log(.info, "p")
            return []
        }
        let resource = Resource(uri: "x://r", name: "r") { _, context in
            await context.log(.info, "r")
            return .text("")
        }
        let server = try Samples.server(Components(prompts: [prompt], resources: [resource]))
        let sent = SentMessages()
        for ask in [Ask.modern("prompts/get", ["name": "p"]), .modern("resources/read", ["uri": "x://r"])] {
            _ = await server.answer(ask.with { $0.meta[MetaKey.logLevel] = "info" }, stream: sent)
        }
        #expect(sent.messages.compactMap { $0["params"]?["logger"]?.stringValue } == ["p", "r"])
    }

    @Test("The capability is declared in both eras")
    func capability() async throws {
        let server = try Samples.server()
        for ask in [Ask.modern("server/discover"), .initialize("2025-11-25"), .initialize("2024-11-05")] {
            #expect(await server.answer(ask).result?["capabilities"]?["logging"] == [:])
        }
    }
}
