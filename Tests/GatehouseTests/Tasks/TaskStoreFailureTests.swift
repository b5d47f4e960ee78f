import Testing

@testable import Gatehouse

@Suite("Tasks whose store fails", .timeLimit(.minutes(1)))
struct TaskStoreFailureTests {
    private let samples = TaskSamples()
    private let store = FailingTaskStore()

    private func server() throws -> Server {
        var options = ServerOptions()
        options.tasks.store = store
        return try Samples.server(tools: samples.tools, options: options)
    }

    @Test(
        "A task that cannot be kept is refused, and its function does not run",
        arguments: [
            (.failed, "500 -32603 The task could not be kept"),
            (.full, "503 503 The server has no room for another task; retry in 60 s"),
        ] as [(TaskStoreError.Reason, String)])
    func refused(_ reason: TaskStoreError.Reason, _ refusal: String) async throws {
        let server = try server()
        store.fail(reason)
        #expect(await server.answer(.call("slow", [:]).withTasks).refusal == refusal)
        #expect(server.tasks.running == 0)
        store.fail(nil)
        samples.gate.open()
        #expect(await server.task(await server.begin("slow"), is: "completed")["status"] == "completed")
    }

    @Test(
        "What a task came to is written down when that can be, however often it failed before",
        arguments: [TaskStoreError.Reason.failed, .full])
    func ended(_ reason: TaskStoreError.Reason) async throws {
        let server = try server()
        let id = await server.begin("slow", ["text": "kept"])
        store.fail(reason)
        samples.gate.open()
        while store.failed < 6 { try await Task.sleep(for: .milliseconds(5)) }
        #expect(await server.answer(.task("tasks/get", id)).result?["status"] == "working")
        store.fail(nil)
        let task = await server.task(id, is: "completed")
        #expect(task["result"]?["content"]?[0]?["text"] == "kept true")
    }

    @Test("A server that stops does not wait for a store that fails, with however many tasks")
    func stopped() async throws {
        let server = try server()
        samples.gate.open()
        for _ in 0..<12 { _ = await server.begin("endless") }
        store.fail(.failed)
        let begun = ContinuousClock.now
        await server.stop()
        #expect(begun.duration(to: .now) < .seconds(8))
    }

    @Test("A task is told to stop at its time, though that cannot be kept")
    func timedOut() async throws {
        var options = ServerOptions()
        options.tasks.store = store
        options.tasks.timeout = .milliseconds(50)
        let server = try Samples.server(tools: samples.tools, options: options)
        samples.gate.open()
        let id = await server.begin("endless")
        store.fail(.failed)
        // Opened when the function is cancelled.
        await samples.cancelled.wait()
        store.fail(nil)
        #expect(await server.task(id, is: "completed")["result"]?["isError"] == true)
    }
}
