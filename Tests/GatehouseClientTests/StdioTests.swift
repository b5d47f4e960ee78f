import Foundation
import Synchronization
import Testing

@testable import GatehouseClient

@Suite(
    "A server over its standard streams", .enabled(if: Python.isPresent, "There is no python3 to run."),
    .timeLimit(.minutes(1)))
struct StdioTests {
    private static let script = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Support/server.py").path

    private func command(_ mode: String, environment: [String: String]? = nil) -> ServerCommand {
        ServerCommand(
            "python3", arguments: [Self.script, mode], environment: environment, errorOutput: .discarded,
            shutdownTime: .seconds(10))
    }

    private func client(
        _ command: ServerCommand,
        _ era: Era = .automatic,
        _ change: (inout ClientOptions) -> Void = { _ in }
    ) async throws -> Client {
        var options = Samples.options
        options.era = era
        change(&options)
        return try await Client.connect(to: .stdio(command), options: options)
    }

    private func text(_ client: Client, _ tool: String) async throws -> String? {
        try await client.callTool(tool).content.first?.text
    }

    @Test("Calls are answered, many at once")
    func calls() async throws {
        let client = try await client(command("modern"))
        #expect(client.revision == .v2026_07_28)
        let texts = try await withThrowingTaskGroup(of: String?.self) { group in
            for number in 0..<50 { group.addTask { try await self.text(client, "tool-\(number)é") } }
            return try await group.reduce(into: Set<String>()) { $0.insert($1 ?? "") }
        }
        #expect(texts == Set((0..<50).map { "tool-\($0)é" }))
        await client.close()
    }

    @Test(
        "A server of an earlier era is found, whether it refuses a probe, says nothing, or dies of it",
        arguments: [
            "legacy", "silent", "fragile",
        ])
    func earlier(mode: String) async throws {
        let client = try await client(command(mode)) { $0.probeTimeout = .milliseconds(700) }
        #expect(client.revision == .v2025_11_25)
        #expect(try await client.server().info?.name == mode)
        #expect(try await text(client, "hello") == "hello")
        await client.close()
    }

    @Test("Requests of the server are answered on the same channel")
    func serverRequests() async throws {
        let client = try await client(command("legacy")) { $0.handlers = Samples.handlers }
        #expect(try await text(client, "ask") == #"{"roots": [{"uri": "file:///work"}]}"#)
        await client.close()
    }

    @Test("Lines that are no messages, too long, or answer nothing are passed over")
    func noise() async throws {
        let client = try await client(command("modern")) { $0.limits.maximumMessageBytes = 4_000 }
        let reports = Mutex(0)
        let options = RequestOptions(progress: { _ in reports.withLock { $0 += 1 } })
        #expect(try await client.callTool("noise", options: options).content.first?.text == "after the noise")
        #expect(reports.withLock { $0 } == 1)
        await client.close()
    }

    @Test("A call that is given up is cancelled by a notification", arguments: [Era.modern, .legacy()])
    func cancellation(era: Era) async throws {
        let client = try await client(command("modern"), era)
        let failure = await #expect(throws: ClientError.self) {
            try await client.callTool("hang", options: RequestOptions(timeout: .after(.milliseconds(50))))
        }
        #expect(failure?.kind == .timedOut)
        let id = era == .modern ? 1 : 2
        #expect(
            try await text(client, "cancelled")
                == #"[{"requestId": \#(id), "reason": "no answer within 50ms"}]"#)
        await client.close()
    }

    @Test("A server that exits fails what is under way, and is started again where it keeps no state")
    func restart() async throws {
        let client = try await client(command("modern"))
        let first = try await text(client, "pid")
        let failure = await #expect(throws: ClientError.self) { try await client.callTool("exit") }
        #expect(
            failure?.description == """
                the connection ended before the answer was complete: the server exited with status 7
                """)
        let second = try await text(client, "pid")
        #expect(first != second)
        await client.close()
    }

    @Test("A session ends with its process")
    func sessionEnds() async throws {
        let client = try await client(command("legacy"))
        await #expect(throws: ClientError.self) { try await client.callTool("exit") }
        let failure = await #expect(throws: ClientError.self) { try await client.callTool("hello") }
        #expect(failure?.kind == .disconnected)
        await client.close()
    }

    @Test(
        "Closing ends the server: by the end of its input, then SIGTERM, then SIGKILL",
        arguments: [
            ("modern", 0), ("lingering", 143), ("stubborn", 137),
        ] as [(String, Int32)])
    func shutdown(mode: String, status: Int32) async throws {
        let (lines, started) = AsyncStream.makeStream(of: String.self)
        var command = command(mode)
        command.errorOutput = .lines { started.yield($0) }
        let process = try ChildProcess(command)
        // From then on the server has said what it does with a signal.
        for await _ in lines { break }
        await process.end(within: mode == "modern" ? .seconds(20) : .milliseconds(300), .continuous)
        let found = try await process.exit.value()
        #expect(found == status)
    }

    @Test("The environment, and what is written to standard error, are the caller's choice")
    func environment() async throws {
        let lines = Mutex<[String]>([])
        var environment = ProcessInfo.processInfo.environment
        environment["GREETING"] = "Hello, "
        var command = command("modern", environment: environment)
        command.errorOutput = .lines { line in lines.withLock { $0.append(line) } }
        let client = try await client(command)
        #expect(try await text(client, "Ada") == "Hello, Ada")
        await eventually("nothing came on standard error") { lines.withLock { $0 } == ["starting modern"] }
        await client.close()
    }

    @Test("A program that is not there, or cannot run, is named", arguments: ["no-such-program", "/etc", ""])
    func missing(program: String) async throws {
        let failure = await #expect(throws: ClientError.self) { try await client(ServerCommand(program)) }
        #expect(failure?.description == "cannot connect: there is no program \"\(program)\"")
    }

    @Test("A client that nobody closes ends its server with it")
    func forgotten() async throws {
        var client: Client? = try await client(command("modern"))
        let pid = try await client?.callTool("pid").content.first?.text.flatMap { pid_t($0) } ?? 0
        #expect(pid > 0)
        client = nil
        await eventually("the server still runs") { kill(pid, 0) != 0 }
    }
}

/// The interpreter that runs the scripted server.
enum Python {
    static let isPresent =
        ExecutableSearch.path(of: "python3", ProcessInfo.processInfo.environment["PATH"]) != nil
}
