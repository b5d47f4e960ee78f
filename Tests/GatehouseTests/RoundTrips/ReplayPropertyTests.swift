import Testing

@testable import Gatehouse

/// A random function that asks, in order and at once, and what its questions are answered.
///
/// Its result tells everything that it learned, so that two runs which learn different things end differently.
indirect enum Plan: Sendable {
    /// One question, whose answer becomes the result.
    case ask(Asked)
    /// Several questions in one request.
    case askSeveral([Asked])
    /// An effect that is had once.
    case effect(String)
    /// One after the other.
    case sequence([Plan])
    /// All at the same time.
    case together([Plan])
    /// The first, and then one of two, as the first one's result decides.
    case branch(Plan, Plan, Plan)

    struct Asked: Sendable {
        let question: Question
        /// What the question is about, which decides its answer.
        let topic: String
    }

    /// Makes a plan.
    static func random(depth: Int, using random: inout SplitMix64) -> Plan {
        switch depth > 0 ? Int.random(in: 0..<10, using: &random) : 0 {
        case 0, 1, 2: .ask(asked(using: &random))
        case 3: .askSeveral((0..<Int.random(in: 1...3, using: &random)).map { _ in asked(named: true, using: &random) })
        case 4: .effect("e\(Int.random(in: 0..<1_000_000, using: &random))")
        case 5, 6:
            .sequence(
                (0...Int.random(in: 0..<3, using: &random)).map { _ in .random(depth: depth - 1, using: &random) })
        case 7, 8:
            .together(
                (0...Int.random(in: 0..<3, using: &random)).map { _ in .random(depth: depth - 1, using: &random) })
        default:
            .branch(
                .random(depth: depth - 1, using: &random), .random(depth: depth - 1, using: &random),
                .random(depth: depth - 1, using: &random))
        }
    }

    /// A question with a name or without one. Topics without names repeat now and then, names never.
    private static func asked(named: Bool = false, using random: inout SplitMix64) -> Asked {
        let isNamed = named || Bool.random(using: &random)
        let topic = isNamed ? "t\(random.next())" : "u\(Int.random(in: 0..<6, using: &random))"
        let key = isNamed ? "key-\(topic)" : nil
        switch Int.random(in: 0..<3, using: &random) {
        case 0: return Asked(question: .form(topic, AskingTools.name, key: key), topic: topic)
        case 1: return Asked(question: .sampling(AskingTools.sampling(topic), key: key), topic: topic)
        default: return Asked(question: .page(topic, url: "https://example.com/\(topic)", key: key), topic: topic)
        }
    }

    /// Runs the plan.
    func run(_ world: any PlanWorld) async throws -> String {
        switch self {
        case .ask(let asked): return try await world.ask([asked.question]).joined()
        case .askSeveral(let several): return try await world.ask(several.map(\.question)).joined(separator: ",")
        case .effect(let name): return try await world.once(name)
        case .sequence(let plans):
            var results: [String] = []
            for plan in plans { results.append(try await plan.run(world)) }
            return "(" + results.joined(separator: ";") + ")"
        case .together(let plans):
            return try await withThrowingTaskGroup(of: (Int, String).self) { group in
                for (position, plan) in plans.enumerated() {
                    group.addTask { (position, try await plan.run(world)) }
                }
                var results: [Int: String] = [:]
                for try await (position, result) in group { results[position] = result }
                return "{" + plans.indices.map { results[$0] ?? "" }.joined(separator: "|") + "}"
            }
        case .branch(let condition, let one, let other):
            let result = try await condition.run(world)
            let isOne = result.utf8.reduce(0) { $0 &+ Int($1) }.isMultiple(of: 2)
            return "\(result)?" + (try await (isOne ? one : other).run(world))
        }
    }
}

/// Where a plan runs.
protocol PlanWorld: Sendable {
    func ask(_ questions: [Question]) async throws -> [String]
    func once(_ name: String) async throws -> String
}

/// Everything is answered at once: what a run without rounds comes to.
struct DirectWorld: PlanWorld {
    func ask(_ questions: [Question]) async throws -> [String] { questions.map { PlanAnswers.text(of: $0.request) } }
    func once(_ name: String) async throws -> String { name }
}

/// What is asked goes to the client.
struct ContextWorld: PlanWorld {
    let context: Context
    let effects: PlanEffects

    func ask(_ questions: [Question]) async throws -> [String] {
        let responses = try await context.ask(questions).responses
        return questions.map { question in
            let response = question.key.map { responses[$0] } ?? responses.values.first
            return response.map(PlanAnswers.text(of:)) ?? "none"
        }
    }

    func once(_ name: String) async throws -> String {
        try await context.once(name) {
            await effects.happen(name)
            return name
        }
    }
}

/// Counts effects by name.
actor PlanEffects {
    private(set) var counts: [String: Int] = [:]

    func happen(_ name: String) { counts[name, default: 0] += 1 }
}

/// The answers, each made of what is asked.
enum PlanAnswers {
    static func text(of request: InputRequest) -> String {
        let json = (try? JSONValue(parsing: request.jsonBytes)) ?? .null
        guard case .some(let response) = try? request.answer(reply(to: json), key: "") else { return "invalid" }
        return text(of: response)
    }

    static func text(of response: InputResponse) -> String {
        switch response {
        case .elicit(let result): result.content?["name"]?.stringValue ?? result.action.rawValue
        case .createMessage(let result): result.model
        case .listRoots(let result): "\(result.roots.count)"
        }
    }

    /// The answer of a client to what it was sent.
    static func reply(to request: JSONValue) -> JSONValue {
        let params = request["params"] ?? .null
        if params["mode"] == "form" {
            let topic = params["message"]?.stringValue ?? ""
            return topic.utf8.count.isMultiple(of: 3)
                ? Replies.decline : Replies.accept(["name": .string("f" + topic.suffix(8))])
        }
        if params["mode"] == "url" {
            return params["url"]?.stringValue?.hasSuffix("1") == true ? Replies.cancel : Replies.accept
        }
        let topic = params["messages"]?[0]?["content"]?["text"]?.stringValue ?? ""
        return ["role": "assistant", "model": .string("m" + topic), "content": ["type": "text", "text": "x"]]
    }
}

@Suite("Replay", .timeLimit(.minutes(2)))
struct ReplayPropertyTests {
    @Test(
        "A function that asks in any order, also at once, ends as if it had been answered at once; effects happen once",
        arguments: 0..<UInt64(60))
    func property(seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        let plan = Plan.random(depth: 3, using: &random)
        let expected = try await plan.run(DirectWorld())
        let effects = PlanEffects()
        let tool = AskingTools.tool { context in
            try await plan.run(ContextWorld(context: context, effects: effects))
        }
        var options = ServerOptions()
        options.roundTrips.maximumRounds = 1_000
        options.roundTrips.maximumStateBytes = 1_000_000
        let client = AskingClient(try Samples.server(tools: [tool], options: options), tool: "ask")
        var answer = await client.send()
        var rounds = 0
        while let requests = answer.inputRequests, rounds < 2_000 {
            rounds += 1
            // The client answers some of it, in any order, and now and then something that nobody asked.
            var answers = JSONObject()
            for request in requests.shuffled(using: &random) where Int.random(in: 0..<4, using: &random) > 0 {
                answers[request.name] = PlanAnswers.reply(to: request.value)
            }
            if Bool.random(using: &random) { answers["nobody asked"] = ["x": 1] }
            answer = await client.send(state: answer.state, answers: .object(answers))
        }
        #expect(answer.toolText == expected, "\(answer.text)")
        // An effect may stand beside a question that another task asks; it never happens twice.
        #expect(await effects.counts.values.allSatisfy { $0 == 1 })
    }
}
