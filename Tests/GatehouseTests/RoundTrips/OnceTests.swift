import Synchronization
import Testing

@testable import Gatehouse

@Suite("What happens once over all rounds", .timeLimit(.minutes(1)))
struct OnceTests {
    /// Counts what happened.
    private final class Counter: Sendable {
        private let count = Mutex(0)
        var value: Int { count.withLock { $0 } }

        @discardableResult
        func next() -> Int {
            count.withLock { count in
                count += 1
                return count
            }
        }
    }

    private struct Failure: Error {}

    @Test("Two effects of one name at the same time are the function's mistake")
    func sameTime() async throws {
        let (started, gate) = (Gate(), Gate())
        let tool = AskingTools.tool { context in
            async let first = context.once("e") { () -> Int in
                started.open()
                await gate.wait()
                return 1
            }
            await started.wait()
            defer { gate.open() }
            do {
                _ = try await context.once("e") { 2 }
                return "had twice"
            } catch let error as InvalidQuestion {
                gate.open()
                return "\(error), and \(try await first)"
            }
        }
        let client = AskingClient(try Samples.server(tools: [tool]), tool: "ask")
        #expect(await client.send().toolText == #"the effect "e" is asked for twice at the same time, and 1"#)
    }

    @Test("An effect that fails is had again")
    func failing() async throws {
        let tries = Counter()
        let tool = AskingTools.tool { context in
            let value = try? await context.once("e") { () throws -> Int in
                guard tries.next() > 1 else { throw Failure() }
                return 7
            }
            _ = try await context.roots()
            return "\(value ?? 0)"
        }
        let client = AskingClient(try Samples.server(tools: [tool]), tool: "ask")
        #expect(await client.converse { _, _ in Replies.roots() }.last.toolText == "7")
        #expect(tries.value == 2)
    }

    @Test("An effect is had once however many rounds there are, and its value stays")
    func once() async throws {
        let (effects, runs) = (Counter(), Counter())
        let tool = AskingTools.tool { context in
            runs.next()
            let order = try await context.once("order") { "order \(effects.next())" }
            _ = try await context.elicit("A?", AskingTools.name)
            let again = try await context.once("order") { "order \(effects.next())" }
            _ = try await context.elicit("B?", AskingTools.name)
            let list = try await context.once("list") { [1, 2, effects.next()] }
            _ = try await context.roots()
            return "\(order) \(again) \(list)"
        }
        let client = AskingClient(try Samples.server(tools: [tool]), tool: "ask")
        let (last, asked) = await client.converse { key, _ in key == "roots-1" ? Replies.roots() : Replies.decline }
        #expect(asked.count == 3)
        #expect(last.toolText == "order 1 order 1 [1, 2, 2]")
        #expect(effects.value == 2)
        #expect(runs.value == 4)
    }

    @Test("The value of an effect is nothing that a client can read")
    func sealed() async throws {
        let tool = AskingTools.tool { context in
            _ = try await context.once("e") { "very secret" }
            return try await context.elicit("A?", AskingTools.name).action.rawValue
        }
        let state = await AskingClient(try Samples.server(tools: [tool]), tool: "ask").firstState()?.stringValue
        let bytes = try #require(state.flatMap { Base64URL.decode($0) })
        #expect(!String(decoding: bytes, as: UTF8.self).contains("secret"))
    }

    // MARK: Redemption

    private func voucher(_ redeemed: Counter) -> Tool {
        AskingTools.tool("voucher") { context in
            let result = try await context.elicit("Sure?", AskingTools.name, key: "sure")
            guard result.action == .accept else { return "kept" }
            try await context.redeemOnce()
            try await context.redeemOnce()
            redeemed.next()
            let sent = try await context.elicit("Where to?", AskingTools.name, key: "to")
            return "redeemed by \(sent.content?["name"]?.stringValue ?? "-")"
        }
    }

    private static let refused =
        "400 -32602 params.requestState is not accepted for this request: send the request again without it"

    @Test("A request is redeemed once, whatever its client answers how often")
    func redeemed() async throws {
        let (count, seen) = (Counter(), SeenRequests())
        let server = try Samples.server(tools: [voucher(count)], observer: seen)
        let client = AskingClient(server, tool: "voucher")
        let state = await client.firstState()
        let yes: JSONValue = ["sure": Replies.accept(["name": "yes"])]
        #expect(await client.send(state: state, answers: ["sure": Replies.decline]).toolText == "kept")
        let second = await client.send(state: state, answers: yes)
        #expect(second.inputRequests?.contains("to") == true)
        #expect(await client.send(state: state, answers: yes).refusal == Self.refused)
        #expect(seen.records.last?.reason == "the request state was refused: it was redeemed before")
        #expect(
            await client.send(state: state, answers: ["sure": Replies.accept(["name": "y"])]).refusal == Self.refused)
        // The rounds after the redemption go on, each once.
        let to: JSONValue = ["to": Replies.accept(["name": "Ada"])]
        #expect(await client.send(state: second.state, answers: to).toolText == "redeemed by Ada")
        #expect(await client.send(state: second.state, answers: to).refusal == Self.refused)
        // A new request is a new one.
        let other = await client.firstState()
        #expect(await client.send(state: other, answers: yes).inputRequests?.contains("to") == true)
    }

    @Test("Of many who redeem one request at once, one does")
    func redeemedAtOnce() async throws {
        let count = Counter()
        let server = try Samples.server(tools: [voucher(count)])
        let client = AskingClient(server, tool: "voucher")
        let state = await client.firstState()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    _ = await client.send(state: state, answers: ["sure": Replies.accept(["name": "y"])])
                }
            }
        }
        #expect(count.value == 1)
    }

    @Test("Where redemptions cannot be remembered, nothing is redeemed")
    func full() async throws {
        let count = Counter()
        var options = ServerOptions()
        options.roundTrips.redemptions = MemoryRedemptionStore(maximum: 0)
        let log = LogLines()
        let server = try Samples.server(tools: [voucher(count)], options: options, logger: log.logger())
        let client = AskingClient(server, tool: "voucher")
        let state = await client.firstState()
        let answer = await client.send(state: state, answers: ["sure": Replies.accept(["name": "y"])])
        #expect(answer.isToolError)
        #expect(count.value == 0)
        #expect(log.text.contains("there is no room to remember another redemption until some have expired"))
    }

    /// A link that counts how often its request is redeemed.
    private struct CountingLink: ClientLink {
        let count: Counter

        var unanswered: InputRequiredResult? { nil }

        func ask(_ questions: [Question]) async throws -> Answers { Answers([:]) }

        func once(_ key: String, _ effect: @Sendable () async throws -> JSONValue) async throws -> JSONValue {
            try await effect()
        }

        func redeem() async throws { count.next() }
    }

    @Test("A call that became a task redeems the request that it came with")
    func task() async throws {
        let (call, task) = (Counter(), Counter())
        let link = SwitchingLink(CountingLink(count: call))
        link.change(to: CountingLink(count: task))
        try await link.redeem()
        #expect(call.value == 1)
        #expect(task.value == 0)
    }

    @Test("The store remembers until what it remembers has expired, and no longer")
    func store() throws {
        let time = TestTime(0)
        let seconds = { @Sendable in time.now() / 1_000_000_000 }
        let store = MemoryRedemptionStore(maximum: 2, elapsed: seconds, now: seconds)
        #expect(try store.redeem("a", until: 100))
        #expect(try !store.redeem("a", until: 1_000))
        #expect(try store.redeem("b", until: 1_000))
        #expect(throws: RedemptionStoreFull.self) { try store.redeem("c", until: 1_000) }
        #expect(try !store.redeem("b", until: 1_000))
        time.advance(by: .seconds(100))
        #expect(throws: RedemptionStoreFull.self) { try store.redeem("c", until: 1_000) }
        time.advance(by: .seconds(60))
        #expect(try store.redeem("c", until: 1_000))
        #expect(store.count == 2)
        time.advance(by: .seconds(2_000))
        #expect(try store.redeem("d", until: .max))
        #expect(store.count == 1)
    }

    @Test("A clock that is set ahead and back again does not make the store forget")
    func clockThatJumps() throws {
        let (clock, elapsed) = (TestTime(0), TestTime(0))
        let store = MemoryRedemptionStore(
            maximum: 10, elapsed: { elapsed.now() / 1_000_000_000 }, now: { clock.now() / 1_000_000_000 })
        #expect(try store.redeem("a", until: 600))
        clock.advance(by: .seconds(3_600))
        elapsed.advance(by: .seconds(60))
        #expect(try store.redeem("b", until: 4_200))
        clock.advance(by: .seconds(-3_600))
        #expect(try !store.redeem("a", until: 600))
        #expect(try !store.redeem("b", until: 4_200))
        // What has really expired is forgotten, also when the clock was wrong meanwhile.
        clock.advance(by: .seconds(5_000))
        elapsed.advance(by: .seconds(5_000))
        #expect(try store.redeem("c", until: 6_000))
        #expect(store.count == 1)
    }
}
