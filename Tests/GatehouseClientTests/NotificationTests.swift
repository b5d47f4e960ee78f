import Gatehouse
import GatehouseClient
import Synchronization
import Testing

@Suite("Notifications")
struct NotificationTests {
    @Test(
        "Progress is asked for where somebody wants it, and reported before the call returns",
        arguments: [
            Era.modern, .legacy(),
        ])
    func progress(era: Era) async throws {
        let script: ScriptedServer.Script = { exchange in
            guard exchange.method == Method.callTool else { return Reply(status: 202) }
            for step in 1...3 {
                await exchange.notify(
                    Method.progress,
                    ["progressToken": exchange.token, "progress": .integer(Int64(step)), "total": 3, "message": "step"])
            }
            await exchange.notify(Method.progress, ["progressToken": "another", "progress": 9])
            return exchange.result(Samples.text("done"))
        }
        let server = era == .modern ? ScriptedServer.modern(script) : ScriptedServer.legacy(.v2025_11_25, script)
        let client = try await Client.of(server, era: era)
        let reports = Mutex<[Double]>([Double]())
        let options = RequestOptions(progress: { report in reports.withLock { $0.append(report.progress) } })
        _ = try await client.callTool("a", options: options)
        #expect(reports.withLock { $0 } == [1, 2, 3])
        _ = try await client.callTool("a")
        let tokens = server.messages(of: Method.callTool).map { $0["params"]?["_meta"]?["progressToken"] != nil }
        #expect(tokens == [true, false])
    }

    @Test("Everybody who listens is given every notification")
    func feeds() async throws {
        let server = ScriptedServer.modern { exchange in
            await exchange.notify(Method.message, ["level": "info", "data": "hello"])
            await exchange.notify("notifications/unheard-of", ["a": 1])
            return exchange.result(Samples.text("done"))
        }
        let client = try await Client.of(server)
        let (first, second) = (client.notifications, client.notifications)
        _ = try await client.callTool("a")
        await client.close()
        for feed in [first, second] {
            let found = await feed.reduce(into: []) { $0.append($1) }
            #expect(found.map(\.method) == ["notifications/message", "notifications/unheard-of"])
            #expect(found.first?.params(of: LoggingMessage.self)?.data == "hello")
            #expect(found.first?.params(of: Progress.self) == nil)
        }
    }

    @Test("Notifications that nobody reads make room for later ones")
    func bounded() async throws {
        let server = ScriptedServer.modern { exchange in
            for number in 0..<10 {
                await exchange.notify(Method.message, ["level": "info", "data": .integer(Int64(number))])
            }
            return exchange.result(Samples.text("done"))
        }
        let client = try await Client.of(server) { $0.limits.maximumBufferedNotifications = 3 }
        let feed = client.notifications
        _ = try await client.callTool("a")
        await client.close()
        let found = await feed.reduce(into: []) { $0.append($1.params["data"]) }
        #expect(found == [7, 8, 9])
    }

    @Test("A notification says what it tells of")
    func kinds() {
        let updated = ServerNotification(method: Method.resourceUpdated, params: ["uri": "file:///a"])
        #expect(updated.updatedResource == "file:///a")
        let completed = ServerNotification(method: Method.elicitationComplete, params: ["elicitationId": "e"])
        #expect(completed.completedElicitation == "e")
        let changed = ServerNotification(method: Method.toolsListChanged)
        #expect(changed.params(of: ToolListChanged.self) != nil)
        #expect(changed.updatedResource == nil)
        #expect(changed.subscriptionID == nil)
    }
}
