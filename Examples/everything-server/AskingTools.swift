import Gatehouse
import GatehouseJSON
import GatehouseMacros
import GatehouseProtocol

/// Tools that ask the client for something, in whichever way its revision has.
@Toolbox
struct AskingTools {
    /// Has the client's model answer a prompt.
    ///
    /// - Parameter prompt: What the model is asked.
    @Tool(name: "test_sampling")
    func sampling(prompt: String, context: Context) async throws -> String {
        let result = try await context.sample(.asking(prompt, maxTokens: 100))
        return "LLM response: \(result.text)"
    }

    /// Asks the user for a name and an address.
    ///
    /// - Parameter message: What the user is told.
    @Tool(name: "test_elicitation")
    func elicitation(message: String, context: Context) async throws -> String {
        let form = RequestedSchema(
            properties: [
                .init(name: "username", schema: .string(StringSchema(description: "User's response"))),
                .init(name: "email", schema: .string(StringSchema(description: "User's email address"))),
            ],
            required: ["username", "email"])
        return "User response: \(try await context.elicit(message, form).told)"
    }

    /// Asks with a form whose fields are filled in already.
    @Tool(name: "test_elicitation_sep1034_defaults")
    func defaults(context: Context) async throws -> String {
        let status = UntitledSingleSelectEnumSchema(
            description: "User status", enum: ["active", "inactive", "pending"], default: "active")
        let form = RequestedSchema(properties: [
            .init(name: "name", schema: .string(StringSchema(description: "User name", default: "John Doe"))),
            .init(
                name: "age", schema: .number(NumberSchema(type: .integer, description: "User age", default: 30))),
            .init(name: "score", schema: .number(NumberSchema(description: "User score", default: 95.5))),
            .init(name: "status", schema: .choice(.untitledSingleSelect(status))),
            .init(
                name: "verified",
                schema: .boolean(BooleanSchema(description: "Verification status", default: true))),
        ])
        let answer = try await context.elicit("Please review and update the form fields with defaults", form)
        return "Elicitation completed: \(answer.told)"
    }

    /// Asks with a form that has every shape of a choice.
    @Tool(name: "test_elicitation_sep1330_enums")
    func enums(context: Context) async throws -> String {
        let answer = try await context.elicit("Please select options from the enum fields", Self.choices)
        return "Elicitation completed: \(answer.told)"
    }

    private static let choices = RequestedSchema(properties: [
        .init(
            name: "untitledSingle",
            schema: .choice(.untitledSingleSelect(.init(enum: ["option1", "option2", "option3"])))),
        .init(
            name: "titledSingle",
            schema: .choice(.titledSingleSelect(.init(oneOf: options(["First", "Second", "Third"]))))),
        .init(
            name: "legacyEnum",
            schema: .choice(
                .legacyTitled(
                    .init(
                        enum: ["opt1", "opt2", "opt3"], enumNames: ["Option One", "Option Two", "Option Three"])))),
        .init(
            name: "untitledMulti",
            schema: .choice(.untitledMultiSelect(.init(items: .init(enum: ["option1", "option2", "option3"]))))),
        .init(
            name: "titledMulti",
            schema: .choice(
                .titledMultiSelect(
                    .init(items: .init(anyOf: options(["First Choice", "Second Choice", "Third Choice"])))))),
    ])

    /// The values value1, value2 and so on, each with a title.
    private static func options(_ titles: [String]) -> [EnumOption] {
        titles.enumerated().map { EnumOption(const: "value\($0.offset + 1)", title: $0.element) }
    }

    /// Reports progress, and asks with the result of the call: since 2026-07-28 no stream carries requests.
    @Tool(name: "test_streaming_elicitation")
    func streamingElicitation(context: Context) async throws -> String {
        await context.progress(1, total: 2, message: "About to ask")
        let answer = try await context.elicit("Please confirm", .confirmation("confirmed"), key: "confirmation")
        return "Elicitation completed: \(answer.told)"
    }
}
