import GatehouseJSON
import GatehouseProtocol
import Testing

/// A message or a part of one, the type it is read as, and the name of that type in a schema.
struct TaskExample: Sendable, CustomTestStringConvertible {
    let type: any (JSONEncodable & JSONDecodable & Sendable).Type
    let schema: String
    let text: String

    init(_ type: any (JSONEncodable & JSONDecodable & Sendable).Type, _ schema: String, _ text: String) {
        self.type = type
        self.schema = schema
        self.text = text
    }

    var testDescription: String { "\(type): \(text)" }
}

extension TaskExample {
    private static let times =
        #""createdAt":"2026-07-28T10:30:00Z","lastUpdatedAt":"2026-07-28T10:40:00Z","ttlMs":60000"#

    static let modern: [TaskExample] = [
        TaskExample(
            CreateTaskResult.self, "CreateTaskResult",
            #"{"resultType":"task","taskId":"7f","status":"working","statusMessage":"begun",\#(times),"#
                + #""pollIntervalMs":5000,"_meta":{"a.b/c":1}}"#),
        TaskExample(
            GetTaskResult.self, "GetTaskResult",
            #"{"resultType":"complete","taskId":"7f","status":"working",\#(times)}"#),
        TaskExample(
            GetTaskResult.self, "GetTaskResult",
            #"{"resultType":"complete","taskId":"7f","status":"input_required",\#(times),"inputRequests":{"name":"#
                + #"{"method":"elicitation/create","params":{"mode":"form","message":"Your name?","requestedSchema":"#
                + #"{"type":"object","properties":{"name":{"type":"string"}},"required":["name"]}}}}}"#),
        TaskExample(
            GetTaskResult.self, "GetTaskResult",
            #"{"resultType":"complete","taskId":"7f","status":"completed",\#(times),"#
                + #""result":{"content":[{"type":"text","text":"Hello"}],"isError":false}}"#),
        TaskExample(
            GetTaskResult.self, "GetTaskResult",
            #"{"resultType":"complete","taskId":"7f","status":"failed","statusMessage":"why",\#(times),"#
                + #""error":{"code":-32603,"message":"API rate limit exceeded"}}"#),
        TaskExample(
            DetailedTask.self, "DetailedTask",
            #"{"taskId":"7f","status":"cancelled","createdAt":"c","lastUpdatedAt":"u","ttlMs":null}"#),
        TaskExample(WireTask.self, "Task", #"{"taskId":"7f","status":"completed",\#(times)}"#),
        TaskExample(
            TaskNotification.self, "TaskStatusNotification",
            #"{"jsonrpc":"2.0","method":"notifications/tasks","params":{"taskId":"7f","status":"completed",\#(times),"#
                + #""result":{"content":[]},"_meta":{"io.modelcontextprotocol/subscriptionId":"s"}}}"#),
        TaskExample(
            GetTaskRequest.self, "GetTaskRequest",
            #"{"jsonrpc":"2.0","id":1,"method":"tasks/get","params":{"taskId":"7f"}}"#),
        TaskExample(
            CancelTaskRequest.self, "CancelTaskRequest",
            #"{"jsonrpc":"2.0","id":1,"method":"tasks/cancel","params":{"taskId":"7f"}}"#),
        TaskExample(
            UpdateTaskRequest.self, "UpdateTaskRequest",
            #"{"jsonrpc":"2.0","id":1,"method":"tasks/update","params":{"taskId":"7f","inputResponses":"#
                + #"{"name":{"action":"accept","content":{"name":"Luca"}}}}}"#),
        TaskExample(EmptyResult.self, "UpdateTaskResult", #"{"resultType":"complete"}"#),
        TaskExample(EmptyResult.self, "CancelTaskResult", #"{"resultType":"complete"}"#),
        TaskExample(
            SubscriptionFilter.self, "TaskSubscriptionNotifications", #"{"toolsListChanged":true,"taskIds":["7f"]}"#),
    ]

    private static let legacyTimes =
        #""createdAt":"2025-11-25T10:30:00Z","lastUpdatedAt":"2025-11-25T10:40:00Z","ttl":60000"#

    static let legacy: [TaskExample] = [
        TaskExample(
            LegacyCreateTaskResult.self, "CreateTaskResult",
            #"{"task":{"taskId":"7f","status":"working","statusMessage":"begun",\#(legacyTimes),"pollInterval":5000},"#
                + #""_meta":{"io.modelcontextprotocol/model-immediate-response":"Wait."}}"#),
        TaskExample(LegacyTask.self, "GetTaskResult", #"{"taskId":"7f","status":"input_required",\#(legacyTimes)}"#),
        TaskExample(
            LegacyTask.self, "CancelTaskResult",
            #"{"taskId":"7f","status":"cancelled","createdAt":"c","lastUpdatedAt":"u","ttl":null,"_meta":{"a.b/c":1}}"#),
        TaskExample(
            ListTasksResult.self, "ListTasksResult",
            #"{"tasks":[{"taskId":"7f","status":"working",\#(legacyTimes)}],"nextCursor":"x"}"#),
        TaskExample(ListTasksRequest.self, "ListTasksRequest", #"{"jsonrpc":"2.0","id":1,"method":"tasks/list"}"#),
        TaskExample(
            TaskStatusNotification.self, "TaskStatusNotification",
            #"{"jsonrpc":"2.0","method":"notifications/tasks/status","params":{"taskId":"7f","status":"failed","#
                + #"\#(legacyTimes)}}"#),
        TaskExample(TaskMetadata.self, "TaskMetadata", #"{"ttl":60000}"#),
        TaskExample(TaskMetadata.self, "TaskMetadata", "{}"),
        TaskExample(RelatedTaskMetadata.self, "RelatedTaskMetadata", #"{"taskId":"7f"}"#),
        TaskExample(ToolExecution.self, "ToolExecution", #"{"taskSupport":"required"}"#),
        TaskExample(
            WireTool.self, "Tool",
            #"{"name":"t","inputSchema":{"type":"object"},"execution":{"taskSupport":"optional"}}"#),
    ]
}
