import GatehouseJSON
import GatehouseProtocol
import Testing

@Suite("Wire types of tasks")
struct TaskTypeTests {
    @Test("What is no task is refused, with the place and the reason", arguments: refusals)
    func refusal(_ refusal: WireRefusal) throws {
        let json = try JSONValue(parsing: refusal.text)
        let error = #expect(throws: JSONDecodingError.self) { _ = try refusal.type.init(json: json) }
        #expect(error?.description == refusal.error)
    }

    static let refusals: [WireRefusal] = [
        WireRefusal(
            type: DetailedTask.self, text: task(#""status":"paused""#),
            error: #"/status: expected one of "working", "input_required", "completed", "failed", "cancelled", "#
                + "but found a string"),
        WireRefusal(
            type: DetailedTask.self, text: task(#""status":"completed""#),
            error: "/result: expected a value, but it is missing"),
        WireRefusal(
            type: DetailedTask.self, text: task(#""status":"failed""#),
            error: "/error: expected a value, but it is missing"),
        WireRefusal(
            type: DetailedTask.self, text: task(#""status":"input_required""#),
            error: "/inputRequests: expected a value, but it is missing"),
        WireRefusal(
            type: WireTask.self, text: #"{"taskId":"7f","status":"working","createdAt":"c","lastUpdatedAt":"u"}"#,
            error: "/ttlMs: expected a value or null, but it is missing"),
        WireRefusal(
            type: LegacyTask.self, text: #"{"taskId":"7f","status":"working","createdAt":"c","lastUpdatedAt":"u"}"#,
            error: "/ttl: expected a value or null, but it is missing"),
        WireRefusal(
            type: CreateTaskResult.self, text: task(#""resultType":"complete","status":"working""#),
            error: #"/resultType: expected "task", but found a string"#),
        WireRefusal(
            type: UpdateTaskRequestParams.self, text: #"{"taskId":"7f"}"#,
            error: "/inputResponses: expected a value, but it is missing"),
        WireRefusal(
            type: ToolExecution.self, text: #"{"taskSupport":"maybe"}"#,
            error: #"/taskSupport: expected one of "forbidden", "optional", "required", but found a string"#),
    ]

    private static func task(_ members: String) -> String {
        #"{"taskId":"7f",\#(members),"createdAt":"c","lastUpdatedAt":"u","ttlMs":null}"#
    }

    @Test("A task is read as its type and written as the same text", arguments: TaskExample.modern + TaskExample.legacy)
    func roundTrip(_ example: TaskExample) throws {
        let value = try example.type.init(json: JSONValue(parsing: example.text))
        #expect(String(decoding: value.jsonBytes, as: UTF8.self) == example.text)
    }

    @Test(
        "What is written follows the extension's schema",
        .enabled(if: TaskSchemas.arePresent, "The schemas are not beside the package, in ../shared/spec."),
        arguments: TaskExample.modern)
    func extensionSchema(_ example: TaskExample) throws {
        let value = try example.type.init(json: JSONValue(parsing: example.text))
        let json = try JSONValue(parsing: value.jsonBytes)
        #expect(try TaskSchemas.violations(of: json, as: example.schema, in: TaskSchemas.extensionFile) == [])
    }

    @Test(
        "What is written follows the schema of 2025-11-25",
        .enabled(if: TaskSchemas.arePresent, "The schemas are not beside the package, in ../shared/spec."),
        arguments: TaskExample.legacy)
    func legacySchema(_ example: TaskExample) throws {
        let value = try example.type.init(json: JSONValue(parsing: example.text))
        let json = try JSONValue(parsing: value.jsonBytes)
        #expect(try TaskSchemas.violations(of: json, as: example.schema, in: TaskSchemas.legacyFile) == [])
    }

    @Test(
        "A task that has ended stays where it stands",
        arguments: [
            (TaskStatus.working, false), (.inputRequired, false), (.completed, true), (.failed, true),
            (.cancelled, true),
        ])
    func terminal(status: TaskStatus, isTerminal: Bool) {
        #expect(status.isTerminal == isTerminal)
    }
}
