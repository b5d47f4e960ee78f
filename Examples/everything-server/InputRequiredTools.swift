import Gatehouse
import GatehouseMacros
import GatehouseProtocol

/// Tools that need input before they can end (basic/patterns/mrtr, 2026-07-28).
@Toolbox
struct InputRequiredTools {
    /// Asks for a name.
    @Tool(name: "test_input_required_result_elicitation")
    func elicitation(context: Context) async throws -> String {
        let answer = try await context.elicit("What is your name?", .text("name"), key: "user_name")
        return "Hello, \(answer.text("name") ?? "stranger")!"
    }

    /// Asks the model for a capital.
    @Tool(name: "test_input_required_result_sampling")
    func sampling(context: Context) async throws -> String {
        let question = CreateMessageRequestParams.asking("What is the capital of France?", maxTokens: 100)
        return "The model said: \(try await context.sample(question, key: "capital_question").text)"
    }

    /// Asks for the client's roots.
    @Tool(name: "test_input_required_result_list_roots")
    func listRoots(context: Context) async throws -> String {
        let roots = try await context.roots(key: "client_roots")
        return "The client has \(roots.count) roots: \(roots.map(\.uri).joined(separator: ", "))"
    }

    /// Asks for a confirmation, and keeps in between what it began with.
    @Tool(name: "test_input_required_result_request_state")
    func requestState(context: Context) async throws -> String {
        try await confirmed(context)
    }

    /// Asks for a confirmation with a state that must come back as it was.
    @Tool(name: "test_input_required_result_tampered_state")
    func tamperedState(context: Context) async throws -> String {
        try await confirmed(context)
    }

    private func confirmed(_ context: Context) async throws -> String {
        let started = try await context.once("started") { "state-ok" }
        _ = try await context.elicit("Please confirm", .confirmation("ok"), key: "confirm")
        return started
    }

    /// Asks for a name, a greeting and the roots at once.
    @Tool(name: "test_input_required_result_multiple_inputs")
    func multipleInputs(context: Context) async throws -> String {
        let started = try await context.once("started") { "Everything" }
        let answers = try await context.ask([
            .form("What is your name?", .text("name"), key: "user_name"),
            .sampling(.asking("Generate a greeting", maxTokens: 50), key: "greeting"),
            .roots(key: "client_roots"),
        ])
        let name = try answers.elicitation("user_name").text("name") ?? "stranger"
        let greeting = try answers.sampling("greeting").text
        return "\(started) was answered: \(name), \(greeting), \(try answers.roots("client_roots").count) roots"
    }

    /// Asks for a name, and after that for a colour.
    @Tool(name: "test_input_required_result_multi_round")
    func multiRound(context: Context) async throws -> String {
        let name = try await context.elicit("Step 1: What is your name?", .text("name"), key: "step1")
        let color = try await context.elicit("Step 2: What is your favorite color?", .text("color"), key: "step2")
        return "\(name.text("name") ?? "Somebody") likes \(color.text("color") ?? "no color")."
    }

    /// Asks for what the client can be asked for, and for nothing else.
    @Tool(name: "test_input_required_result_capabilities")
    func capabilities(context: Context) async throws -> String {
        var questions: [Question] = []
        if let elicitation = context.client.elicitation, elicitation.supportsForm {
            questions.append(.form("What is your name?", .text("name"), key: "user_name"))
        }
        if context.client.sampling != nil {
            questions.append(.sampling(.asking("Generate a greeting", maxTokens: 50), key: "greeting"))
        }
        if context.client.roots != nil { questions.append(.roots(key: "client_roots")) }
        guard !questions.isEmpty else { return "The client can be asked for nothing." }
        let answers = try await context.ask(questions)
        return "The client answered \(answers.responses.count) questions."
    }
}
