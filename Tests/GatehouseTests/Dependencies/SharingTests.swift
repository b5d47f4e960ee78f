import Synchronization
import Testing

@testable import Gatehouse

@Suite("Dependencies: sharing within a request", .timeLimit(.minutes(1)))
struct SharingTests {
    private let events = Events()

    @Test("A hundred tasks that ask at once get one value, made once")
    func once() async throws {
        let server = try Needy.server(
            [.thing(.a, in: events), .thing(.b, needs: .a, in: events)],
            tools: [
                Needy.tool(needs: Needs(.b, .a)) { context in
                    try await withThrowingTaskGroup(of: String.self) { group in
                        for _ in 0..<100 { group.addTask { try await context.resolve(.b).name } }
                        var names: Set<String> = []
                        for try await name in group { names.insert(name) }
                        return names.joined()
                    }
                }
            ])
        #expect(await server.answer(.call("t")).toolText == "b")
        #expect(events.all == ["make a", "make b", "close b", "close a"])
    }

    @Test("Two who ask for a value while it is made wait for the same making")
    func sameMaking() async throws {
        let gate = Gate()
        let scope = try scope([
            .provide(.a) { [events] in
                events.add("make a")
                await gate.wait()
                return Thing(name: "a")
            }
        ])
        async let first = scope.value(.a)
        async let second = scope.value(.a)
        await gate.arrivals()
        for _ in 0..<100 { await Task.yield() }
        gate.open()
        #expect(try await first == second)
        #expect(events.all == ["make a"])
    }

    @Test("One who is cancelled while waiting does not take the value from the others")
    func cancelledWaiter() async throws {
        let gate = Gate()
        let scope = try scope([
            .provide(.a) {
                await gate.wait()
                return Thing(name: Task.isCancelled ? "cancelled" : "a")
            }
        ])
        let first = Task { try await scope.value(.a) }
        await gate.arrivals()
        let second = Task { try await scope.value(.a) }
        first.cancel()
        gate.open()
        #expect(try await second.value.name == "a")
    }

    @Test("All who wait for a value that cannot be made get the one error")
    func sharedFailure() async throws {
        let gate = Gate()
        let scope = try scope([
            .provide(.a) { [events] in
                events.add("make a")
                await gate.wait()
                throw Broken(description: "no")
            }
        ])
        let tasks = (0..<2).map { _ in Task { try await scope.value(.a) } }
        await gate.arrivals()
        gate.open()
        for task in tasks {
            let failure = await #expect(throws: DependencyFailure.self) { try await task.value }
            #expect(failure?.description == "dependency \"a\": no")
        }
        #expect(events.all == ["make a"])
    }

    @Test("What is being made when the call is given up is cancelled, and closed where it was made all the same")
    func givenUp() async throws {
        let closed = Gate()
        let server = try Needy.server(
            [
                .provide(.a) { [events] in
                    do { try await Task.sleep(for: .seconds(600)) } catch { events.add("cancelled") }
                    return Thing(name: "a")
                } close: { _ in
                    closed.open()
                }
            ], tools: [Needy.tool(needs: Needs(.a), timeout: .milliseconds(20)) { _ in "" }])
        let answer = await server.answer(.call("t"))
        #expect(answer.toolText?.hasPrefix("The tool did not finish within 0.02 seconds.") == true)
        await closed.wait()
        #expect(events.all == ["cancelled"])
    }

    @Test("Guards of both stages and the function share one value")
    func guardsToo() async throws {
        let tool = Tool(
            name: "t", description: "",
            options: ToolOptions(
                needs: Needs(.a),
                guards: [Guard("early", needs: .a) { _, _ in }, Guard("late", needs: .a, .arguments) { _, _, _ in }]),
            input: NoInput.self
        ) { _, context in try await context.resolve(.a).name }
        let server = try Needy.server([.thing(.a, in: events)], tools: [tool])
        #expect(await server.answer(.call("t")).toolText == "a")
        #expect(events.all == ["make a", "close a"])
    }

    @Test("An optional value that is nothing is a value as any other")
    func optional() async throws {
        let key = Dependency<Int?>("number")
        let scope = try scope([.provide(key) { nil }])
        #expect(try await scope.value(key) == nil)
    }

    /// A scope with providers.
    private func scope(_ providers: [DependencyProvider]) throws -> RequestScope {
        let graph = try DependencyGraph(providers)
        let logger = LogLines().logger()
        let received = try Receive(hosts: HostPolicy(), origins: OriginPolicy())(
            RequestHead(transport: .stdio), body: [])
        let info = RequestInfo(
            requestID: "1", principal: Principal(subject: "alice", method: .local), method: "tools/call")
        return RequestScope(
            plan: ComponentPlan("a test", needs: .none, guards: [], graph: graph), info: info, received: received,
            server: ServerScope(graph: graph, logger: logger), secrets: { SecretTexts() }, logger: logger)
    }
}
