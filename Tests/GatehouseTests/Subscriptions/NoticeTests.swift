import GatehouseJSON
import GatehouseProtocol
import Testing

@testable import Gatehouse

@Suite("Subscriptions: notifications")
struct NoticeTests {
    @Test(
        "A task's notification is the task with the subscription's id, whatever the white space",
        arguments: [
            (#"{"taskId":"t","status":"working"}"#, ["taskId": "t", "status": "working"]),
            (#" { "taskId" : "t" } "#, ["taskId": "t"]),
            ("{}", [:]), ("{ }", [:]),
        ] as [(String, JSONObject)])
    func task(_ state: String, _ members: JSONObject) throws {
        var params = members
        params["_meta"] = ["io.modelcontextprotocol/subscriptionId": "s"]
        let message = try JSONValue(parsing: Notice.task(Array(state.utf8), .string("s")))
        #expect(message == ["jsonrpc": "2.0", "method": "notifications/tasks", "params": .object(params)])
        let bare = try JSONValue(parsing: Notice.task(Array(state.utf8), nil))
        #expect(bare["params"] == .object(members))
    }

    @Test("Without a subscription there is no `_meta`, and a list's notification has no parameters")
    func bare() throws {
        #expect(
            try JSONValue(parsing: Notice.listChanged(Method.toolsListChanged, nil)) == [
                "jsonrpc": "2.0", "method": "notifications/tools/list_changed",
            ])
        #expect(
            try JSONValue(parsing: Notice.resourceUpdated("a://1", nil)) == [
                "jsonrpc": "2.0", "method": "notifications/resources/updated", "params": ["uri": "a://1"],
            ])
    }
}
