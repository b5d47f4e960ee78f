import GatehouseTesting
import Testing

@testable import Gatehouse

@Suite("What a server takes down of tasks")
struct AuditTaskTests {
    private let trail = InMemoryAuditTrail()
    private let store = InMemoryTaskStore()

    private func server(_ tools: [Tool]) throws -> Server {
        var options = ServerOptions()
        options.audit = AuditOptions(trail)
        options.tasks.store = store
        return try Samples.server(tools: tools, options: options)
    }

    /// Kinds, events and outcomes of the entries about a task, in their order.
    private func told(of id: String) -> [String] {
        let digest = AuditEntry.digest(ofTask: id)
        return trail.entries.filter { $0.task == digest }.map { entry in
            [entry.event ?? entry.kind.description, entry.method, entry.outcome].compactMap(\.self).joined(
                separator: " ")
        }
    }

    @Test("A task's beginning and end stand there under a digest, and its call names it")
    func lifecycle() async throws {
        let samples = TaskSamples()
        let server = try server(samples.tools)
        let id = await server.begin("slow")
        samples.gate.open()
        _ = await server.task(id, is: "completed")
        #expect(Array(told(of: id).prefix(2)) == ["task.created", "finished tools/call ok"])
        #expect(told(of: id).contains("task.ended"))
        let end = trail.entries.first { $0.event == "task.ended" }
        #expect(end?.name == "slow")
        #expect(end?.details.map(\.name) == ["owner", "status"] && end?.details.last?.value == "completed")
        var writer = JSONWriter()
        for entry in trail.entries { writer.value(entry) }
        #expect(!writer.text.contains(id.prefix(12)))
    }

    @Test("A cancelled task has ended, and who cancelled it stands there before")
    func cancelled() async throws {
        let samples = TaskSamples()
        let server = try server(samples.tools)
        let id = await server.begin("endless")
        #expect(await server.answer(.task("tasks/cancel", id)).status == 200)
        let told = told(of: id)
        #expect(told.filter { $0 == "task.ended" }.count == 1)
        #expect(told.contains("started tasks/cancel"))
        #expect(trail.entries.first { $0.event == "task.ended" }?.details.last?.value == "cancelled")
        samples.gate.open()
    }

    @Test("A task that runs again after a restart is announced before it does, and its end stands there")
    func restarted() async throws {
        let (stuck, open) = (Gate(), Gate())
        let tool = { (gate: Gate) in
            Tool(name: "t", description: "", options: ToolOptions(task: .allowed.restartable), input: NoInput.self) {
                _, _ async throws -> String in
                await gate.wait()
                return "done"
            }
        }
        let first = try server([tool(stuck)])
        let id = await first.begin("t")
        await stuck.arrivals()
        open.open()
        let second = try server([tool(open)])
        try await second.start()
        _ = await second.task(id, is: "completed")
        #expect(told(of: id).contains("task.restarted tools/call"))
        #expect(trail.awaited.contains { $0.event == "task.restarted" && $0.caller == "alice" })
        await second.stop()
        stuck.open()
    }

    @Test("A task that the server's end cut short has ended, too")
    func interrupted() async throws {
        let samples = TaskSamples()
        let first = try server(samples.tools)
        let id = await first.begin("slow")
        let second = try server(samples.tools)
        try await second.start()
        _ = await second.task(id, is: "failed")
        await second.stop()
        #expect(told(of: id).contains("task.ended"))
        samples.gate.open()
    }
}
