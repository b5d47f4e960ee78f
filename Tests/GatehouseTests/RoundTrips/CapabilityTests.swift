import Testing

@testable import Gatehouse

@Suite("What a client must declare to be asked", .timeLimit(.minutes(1)))
struct CapabilityTests {
    private static let form = Question.form("?", AskingTools.name, key: "k")
    private static let page = Question.page("?", url: "https://example.com/", key: "k")
    private static let sampling = Question.sampling(AskingTools.sampling("?"), key: "k")

    private static func sampling(_ change: (inout CreateMessageRequestParams) -> Void) -> Question {
        var params = AskingTools.sampling("?")
        change(&params)
        return .sampling(params, key: "k")
    }

    private static let withTools = sampling { $0.tools = [] }
    private static let withChoice = sampling { $0.toolChoice = ToolChoice(mode: ToolChoiceMode.none) }
    private static let withContext = sampling { $0.includeContext = .thisServer }
    private static let withoutContext = sampling { $0.includeContext = IncludeContext.none }

    private func client(_ question: Question, declaring capabilities: JSONValue) throws -> AskingClient {
        let tool = AskingTools.tool { context in
            _ = try await context.ask([question])
            return "asked"
        }
        return AskingClient(try Samples.server(tools: [tool]), tool: "ask", declaring: capabilities)
    }

    private static let missingCases: [(Question, JSONValue, JSONValue, String)] = [
        (form, [:], ["elicitation": ["form": [:]]], "elicitation.form"),
        (form, ["elicitation": ["url": [:]]], ["elicitation": ["form": [:]]], "elicitation.form"),
        (form, ["elicitation": true], ["elicitation": ["form": [:]]], "elicitation.form"),
        (page, [:], ["elicitation": ["url": [:]]], "elicitation.url"),
        (page, ["elicitation": [:]], ["elicitation": ["url": [:]]], "elicitation.url"),
        (page, ["elicitation": ["form": [:]]], ["elicitation": ["url": [:]]], "elicitation.url"),
        (sampling, ["elicitation": [:]], ["sampling": [:]], "sampling"),
        (withTools, ["sampling": [:]], ["sampling": ["tools": [:]]], "sampling.tools"),
        (withChoice, ["sampling": ["context": [:]]], ["sampling": ["tools": [:]]], "sampling.tools"),
        (withContext, ["sampling": ["tools": [:]]], ["sampling": ["context": [:]]], "sampling.context"),
        (.roots(key: "k"), ["sampling": [:]], ["roots": [:]], "roots"),
    ]

    @Test(
        "A question that the client did not declare is not sent: the reply says what is missing",
        arguments: missingCases)
    func missing(question: Question, declared: JSONValue, required: JSONValue, name: String) async throws {
        let answer = await (try client(question, declaring: declared)).send()
        #expect(answer.refusal == "400 -32021 The client did not declare what this needs: \(name)")
        #expect(answer.data == ["requiredCapabilities": required])
    }

    private static let declaredCases: [(Question, JSONValue)] = [
        (form, ["elicitation": [:]]), (form, ["elicitation": ["form": [:]]]), (page, ["elicitation": ["url": [:]]]),
        (sampling, ["sampling": [:]]), (withoutContext, ["sampling": [:]]),
        (withTools, ["sampling": ["tools": [:]]]), (withContext, ["sampling": ["context": [:]]]),
        (.roots(key: "k"), ["roots": ["listChanged": true]]),
    ]

    @Test("A question that the client declared is sent", arguments: declaredCases)
    func declared(question: Question, declared: JSONValue) async throws {
        let answer = await (try client(question, declaring: declared)).send()
        #expect(answer.inputRequests?.contains("k") == true)
    }

    @Test("All that is missing for several questions is told at once, and none of them is sent")
    func several() async throws {
        let tool = AskingTools.tool { context in
            _ = try await context.ask([.roots(key: "r"), Self.form, .page("?", url: "https://example.com/", key: "p")])
            return "asked"
        }
        let client = AskingClient(
            try Samples.server(tools: [tool]), tool: "ask", declaring: ["elicitation": [:], "roots": [:]])
        #expect(await client.send().data == ["requiredCapabilities": ["elicitation": ["url": [:]]]])
        let bare = AskingClient(try Samples.server(tools: [tool]), tool: "ask", declaring: [:])
        #expect(
            await bare.send().data
                == ["requiredCapabilities": ["elicitation": ["form": [:], "url": [:]], "roots": [:]]])
    }

    @Test("What was declared in one round counts for no other")
    func everyRound() async throws {
        let tool = AskingTools.tool { context in
            _ = try await context.roots()
            _ = try await context.elicit("?", AskingTools.name)
            return "asked"
        }
        var client = AskingClient(try Samples.server(tools: [tool]), tool: "ask")
        let state = await client.firstState()
        client.ask.meta[MetaKey.clientCapabilities] = ["roots": [:]]
        #expect(await client.send(state: state, answers: ["roots-1": Replies.roots()]).code == -32021)
    }

    @Test("A function may do without")
    func without() async throws {
        let tool = AskingTools.tool { context in
            do {
                return try await context.elicit("?", AskingTools.name).action.rawValue
            } catch is MissingClientCapability {
                return "did without"
            }
        }
        let client = AskingClient(try Samples.server(tools: [tool]), tool: "ask", declaring: [:])
        #expect(await client.send().toolText == "did without")
    }

    @Test("A function can see what its client declared")
    func seen() async throws {
        let tool = AskingTools.tool { "\($0.client.elicitation?.supportsForm ?? false)" }
        let server = try Samples.server(tools: [tool])
        #expect(await AskingClient(server, tool: "ask", declaring: [:]).send().toolText == "false")
        #expect(await AskingClient(server, tool: "ask").send().toolText == "true")
    }
}
