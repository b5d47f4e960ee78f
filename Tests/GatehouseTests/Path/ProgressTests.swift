import GatehouseProtocol
import Testing

@testable import Gatehouse

@Suite("Step 8, call: progress", .timeLimit(.minutes(1)))
struct ProgressTests {
    /// A tool that reports what it is told to.
    private static func reporter(_ work: @escaping @Sendable (Context) async -> Void) -> Tool {
        Tool(name: "report", description: "", input: NoInput.self) { _, context in
            await work(context)
            return "done"
        }
    }

    private func ask(_ token: JSONValue?) -> Ask {
        Ask.call("report").with { $0.meta[MetaKey.progressToken] = token }
    }

    @Test("Without a token nothing is sent, and without a stream neither")
    func notAskedFor() async throws {
        let server = try Samples.server(tools: [Self.reporter { await $0.progress(1) }])
        let sent = SentMessages()
        #expect(await server.answer(ask(nil), stream: sent).toolText == "done")
        #expect(sent.count == 0)
        #expect(await server.answer(ask("t"), stream: nil).toolText == "done")
    }

    @Test(
        "Each report is a notification with the token, of the type that it came in",
        arguments: ["token", 0, 7, ""] as [JSONValue])
    func token(_ token: JSONValue) async throws {
        let server = try Samples.server(
            tools: [Self.reporter { await $0.progress(0.25, total: 1, message: "a \"quarter\"\n") }])
        let sent = SentMessages()
        _ = await server.answer(ask(token), stream: sent)
        #expect(
            sent.messages == [
                [
                    "jsonrpc": "2.0", "method": "notifications/progress",
                    "params": [
                        "progressToken": token, "progress": .init(0.25), "total": 1, "message": "a \"quarter\"\n",
                    ],
                ]
            ])
        let message = try #require(sent.messages.first)
        #expect(try ProgressNotification(json: message).params.progress == 0.25)
    }

    @Test("Progress only ever grows; what does not is not sent, nor what is no number")
    func grows() async throws {
        let values = [1, 1, 0.5, 2, .nan, .infinity, -.infinity, 1.5, 2.5, 2.5, 3]
        let server = try Samples.server(
            tools: [Self.reporter { for value in values { await $0.progress(value, total: .nan) } }])
        let sent = SentMessages()
        _ = await server.answer(ask(1), stream: sent)
        #expect(sent.progress == [1, 2, 2.5, 3])
        #expect(sent.messages.allSatisfy { $0["params"]?["total"] == nil })
    }

    @Test("Reports of several tasks at once leave in an order in which they grow")
    func severalTasks() async throws {
        let gate = Gate()
        gate.open()
        let server = try Samples.server(
            tools: [
                Self.reporter { context in
                    await withTaskGroup(of: Void.self) { group in
                        for value in 1...40 { group.addTask { await context.progress(Double(value)) } }
                    }
                }
            ])
        for _ in 0..<50 {
            let sent = SentMessages(gate: gate)
            _ = await server.answer(ask(1), stream: sent)
            #expect(sent.count > 0)
            #expect(zip(sent.progress, sent.progress.dropFirst()).allSatisfy { $0 < $1 })
        }
    }

    @Test("No more than a burst is sent at once")
    func burst() async throws {
        let server = try Samples.server(
            tools: [Self.reporter { for value in 1...1_000 { await $0.progress(Double(value)) } }])
        let sent = SentMessages()
        _ = await server.answer(ask(1), stream: sent)
        #expect((50...150).contains(sent.count))
    }

    @Test("The answer waits for the report that is being sent, and none is sent after it")
    func noneAfterTheEnd() async throws {
        let gate = Gate()
        let late = Gate()
        let tool = Self.reporter { context in
            Task {
                await context.progress(1)
                await late.wait()
                await context.progress(2)
                late.open()
            }
            await gate.arrivals()
        }
        let server = try Samples.server(tools: [tool])
        let sent = SentMessages(gate: gate)
        let task = Task { await server.answer(ask(1), stream: sent) }
        await gate.arrivals()
        for _ in 0..<1_000 { await Task.yield() }
        #expect(sent.count == 0)
        gate.open()
        #expect(await task.value.toolText == "done")
        #expect(sent.progress == [1])
        late.open()
        for _ in 0..<1_000 { await Task.yield() }
        #expect(sent.progress == [1])
    }

    @Test("A call that has timed out reports nothing more")
    func timedOut() async throws {
        let gate = Gate()
        let over = Gate()
        let tool = Tool(
            name: "report", description: "", options: ToolOptions(timeout: .milliseconds(20)), input: NoInput.self
        ) { _, context in
            await context.progress(1)
            await gate.wait()
            await context.progress(2)
            over.open()
            return ""
        }
        let sent = SentMessages()
        _ = try await Samples.server(tools: [tool]).answer(ask(1), stream: sent)
        gate.open()
        await over.wait()
        #expect(sent.progress == [1])
    }

    @Test("A peer that is gone gets no further reports, and the function goes on")
    func peerGone() async throws {
        let server = try Samples.server(
            tools: [Self.reporter { for value in 1...3 { await $0.progress(Double(value)) } }])
        let sent = SentMessages(isClosed: true)
        #expect(await server.answer(ask(1), stream: sent).toolText == "done")
        #expect(sent.count == 0)
    }

    @Test("The header fields of the reply go with the first report")
    func fields() async throws {
        var options = ServerOptions()
        options.limits.perCaller = [try RateLimit(quota: 5, perSeconds: 60)]
        let server = try Samples.server(tools: [Self.reporter { await $0.progress(1) }], options: options)
        let sent = SentMessages()
        let answer = await server.answer(ask(1), stream: sent)
        #expect(sent.fields.first == answer.reply.fields)
        #expect(sent.fields.first?.isEmpty == false)
    }

    @Test("In a session of 2024-11-05 a report has no message, which came later")
    func legacy() async throws {
        let server = try Samples.server(tools: [Self.reporter { await $0.progress(1, total: 2, message: "half") }])
        for (revision, hasMessage) in [("2024-11-05", false), ("2025-03-26", true), ("2025-11-25", true)] {
            let session = await server.openSession(revision)
            let sent = SentMessages()
            let params: JSONObject = ["name": "report", "_meta": ["progressToken": "t"]]
            _ = await server.answer(.legacy("tools/call", params, session: session), stream: sent)
            #expect(sent.progress == [1])
            #expect((sent.messages.first?["params"]?["message"] != nil) == hasMessage)
        }
    }
}
