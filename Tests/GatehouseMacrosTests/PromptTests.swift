@testable import Gatehouse
import GatehouseMacros
import Testing

@Suite("Declared prompts and completions")
struct PromptTests {
    let library = Library(books: [])

    @Test(
        "An argument that does not fit is an invalid parameter",
        arguments: [
            ("sf", "3", #"Invalid arguments for prompt recommend: /genre: must be one of "crime", "poetry""#),
            ("crime", "9", "Invalid arguments for prompt recommend: /count: must be at most 5, was 9"),
            ("crime", "many", "Invalid arguments for prompt recommend: /count: must be an integer, was a string"),
        ])
    func refusal(genre: String, count: String, message: String) async throws {
        let answer = try await Server.offering(library.components).ask(
            "prompts/get", ["name": "recommend", "arguments": ["genre": .string(genre), "count": .string(count)]])
        #expect(answer["error"]?["code"] == -32602)
        #expect(answer["error"]?["message"] == .string(message))
    }

    @Test("Arguments are read as what the function takes")
    func arguments() async throws {
        let answer = try await Server.offering(library.components).ask(
            "prompts/get", ["name": "recommend", "arguments": ["genre": "crime"]])
        #expect(
            answer["result"]?["messages"] == [
                ["role": "user", "content": ["type": "text", "text": "Recommend 3 books of crime."]]
            ])
    }

    @Test("A prompt is listed with its arguments")
    func listed() async throws {
        let prompt = try await Server.offering(library.components).ask("prompts/list")["result"]?["prompts"]?[0]
        #expect(prompt?["description"] == "Recommends what to read next.")
        #expect(
            prompt?["arguments"] == [
                ["name": "genre", "description": "What kind.", "required": true], ["name": "count", "required": false],
            ])
    }

    @Test("A completion names what it is for")
    func completion() throws {
        let completion = try #require(library.components.completions.first)
        #expect(completion.reference == .prompt(PromptReference(name: "recommend")))
        #expect(completion.argument == "genre")
    }
}
