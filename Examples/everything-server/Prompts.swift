import Gatehouse
import GatehouseMacros
import GatehouseProtocol

/// Prompts of every kind.
@Toolbox
struct Prompts {
    /// A prompt without arguments.
    @Prompt(name: "test_simple_prompt")
    func simple() -> String { "This is a simple prompt for testing." }

    /// A prompt with two arguments.
    ///
    /// - Parameters:
    ///   - arg1: The first argument.
    ///   - arg2: The second argument.
    @Prompt(name: "test_prompt_with_arguments")
    func withArguments(arg1: String, arg2: String) -> String {
        "Prompt with arguments: arg1='\(arg1)', arg2='\(arg2)'"
    }

    /// Values for the first argument.
    @Completion(for: "test_prompt_with_arguments", argument: "arg1")
    func arg1(_ typed: String) -> [String] {
        ["paris", "park", "party", "test", "testing"].filter { $0.hasPrefix(typed) }
    }

    /// A prompt with a resource in it.
    ///
    /// - Parameter resourceUri: The URI of the resource.
    @Prompt(name: "test_prompt_with_embedded_resource")
    func withEmbeddedResource(resourceUri: String) -> [PromptMessage] {
        let resource = Samples.resource(resourceUri, "text/plain", "Embedded resource content for testing.")
        return [
            PromptMessage(role: .user, content: resource),
            PromptMessage(role: .user, content: .text("Please process the embedded resource above.")),
        ]
    }

    /// A prompt with a picture in it.
    @Prompt(name: "test_prompt_with_image")
    func withImage() -> [PromptMessage] {
        [
            PromptMessage(role: .user, content: .image(Samples.image)),
            PromptMessage(role: .user, content: .text("Please analyze the image above.")),
        ]
    }

    /// A prompt that asks for its context first (basic/patterns/mrtr, 2026-07-28).
    @Prompt(name: "test_input_required_result_prompt")
    func inputRequired(context: Context) async throws -> String {
        let answer = try await context.elicit(
            "What context should the prompt use?", .text("context"), key: "user_context")
        return "Use this context: \(answer.text("context") ?? "none")"
    }
}
