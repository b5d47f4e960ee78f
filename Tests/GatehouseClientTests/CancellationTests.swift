import Gatehouse
import GatehouseClient
import Testing

@Suite("Giving up")
struct CancellationTests {
    @Test("A cancelled call ends on the server, too", arguments: [Era.modern, .legacy()])
    func inProcess(era: Era) async throws {
        let (ends, ended) = AsyncStream.makeStream(of: Bool.self)
        let script: ScriptedServer.Script = { exchange in
            guard exchange.method == Method.callTool else { return Reply(status: 202) }
            try? await Task.sleep(for: .seconds(60))
            ended.yield(Task.isCancelled)
            return exchange.result(Samples.text("late"))
        }
        let server = era == .modern ? ScriptedServer.modern(script) : ScriptedServer.legacy(.v2025_11_25, script)
        let client = try await Client.of(server, era: era)
        let call = Task { try await client.callTool("a") }
        await eventually("the call did not begin") { !server.messages(of: Method.callTool).isEmpty }
        call.cancel()
        let failure = await #expect(throws: ClientError.self) { try await call.value }
        #expect(failure?.kind == .cancelled)
        for await isCancelled in ends {
            #expect(isCancelled)
            break
        }
        // Where every request has a stream of its own, its end says enough in revision 2026-07-28.
        if era == .modern { #expect(server.messages(of: Method.cancelled).isEmpty) }
        await client.close()
    }

    @Test("A call of a cancelled task does not begin")
    func before() async throws {
        let server = ScriptedServer.modern { $0.result(Samples.text("hi")) }
        let client = try await Client.of(server)
        let call = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await client.callTool("a")
        }
        let failure = await #expect(throws: ClientError.self) { try await call.value }
        #expect(failure?.kind == .cancelled)
    }

    @Test("A closed client calls nothing")
    func closed() async throws {
        let server = ScriptedServer.modern { $0.result(Samples.text("hi")) }
        let client = try await Client.of(server)
        await client.close()
        await client.close()
        let failure = await #expect(throws: ClientError.self) { try await client.callTool("a") }
        #expect(failure?.description == "the client is closed")
        #expect(server.messages.isEmpty)
    }

    @Test("A function that is given a connection leaves none behind")
    func scoped() async throws {
        let server = ScriptedServer.modern { $0.result(Samples.text("hi")) }
        let client = try await Client.withConnection(to: .inProcess(server), options: Samples.options) { client in
            _ = try await client.callTool("a")
            return client
        }
        let failure = await #expect(throws: ClientError.self) { try await client.callTool("a") }
        #expect(failure?.kind == .closed)
    }
}
