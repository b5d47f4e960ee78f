import Gatehouse
import Logging
import Synchronization

/// Holds whoever waits at it until it is opened, whether they are cancelled or not.
final class Gate: Sendable {
    private struct State {
        var isOpen = false
        var arrived = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
        var watching: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    func wait() async {
        await withCheckedContinuation { continuation in
            let (isOpen, watching) = state.withLock { state in
                state.arrived += 1
                if !state.isOpen { state.waiting.append(continuation) }
                let due = state.watching.filter { $0.count <= state.arrived }
                state.watching.removeAll { $0.count <= state.arrived }
                return (state.isOpen, due)
            }
            for watcher in watching { watcher.continuation.resume() }
            if isOpen { continuation.resume() }
        }
    }

    /// Waits until so many have come to the gate.
    func arrivals(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.arrived < count { state.watching.append((count, continuation)) }
                return state.arrived >= count
            }
            if isThere { continuation.resume() }
        }
    }

    func open() {
        let waiting = state.withLock { state in
            state.isOpen = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }
}

enum Samples {
    static let echo = Tool(
        name: "echo", description: "Says what it is told.",
        inputSchema: ["type": "object", "properties": ["text": ["type": "string"]], "required": ["text"]]
    ) { arguments, _ in arguments["text"]?.stringValue ?? "" }

    /// A tool that reports its progress, and ends when a gate is opened.
    static func held(by gate: Gate) -> Tool {
        Tool(name: "held", description: "Waits.", input: NoInput.self) { _, context in
            await context.progress(0.5)
            await gate.wait()
            await context.progress(1)
            return "let go"
        }
    }

    /// A tool that ends when it is cancelled, and says so at a gate.
    static func patient(_ cancelled: Gate) -> Tool {
        Tool(name: "patient", description: "Waits to be cancelled.", input: NoInput.self) { _, context -> String in
            await context.progress(0.5)
            do {
                try await Task.sleep(for: .seconds(3_600))
            } catch {
                await context.progress(0.9)
                await cancelled.wait()
            }
            return "never"
        }
    }

    static func server(_ tools: [Tool]) throws -> Server {
        try Server(
            info: Implementation(name: "sample", version: "1"), components: Components(tools: tools),
            authenticator: FixedAuthenticator(Principal(subject: "local", method: .local)),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    static func modern(_ id: JSONValue, _ method: String, _ params: JSONObject = [:], token: JSONValue? = nil)
        -> JSONValue
    {
        var params = params
        var meta: JSONObject = [MetaKey.protocolVersion: "2026-07-28", MetaKey.clientCapabilities: [:]]
        meta[MetaKey.progressToken] = token
        params["_meta"] = .object(meta)
        return ["jsonrpc": "2.0", "id": id, "method": .string(method), "params": .object(params)]
    }

    static func call(_ id: JSONValue, _ tool: String, _ arguments: JSONObject = [:], token: JSONValue? = nil)
        -> JSONValue
    {
        modern(id, "tools/call", ["name": .string(tool), "arguments": .object(arguments)], token: token)
    }

    static func cancel(_ id: JSONValue) -> JSONValue {
        [
            "jsonrpc": "2.0", "method": "notifications/cancelled",
            "params": ["requestId": id, "reason": "changed my mind"],
        ]
    }

    static func initialize(_ id: JSONValue, capabilities: JSONValue = [:]) -> JSONValue {
        [
            "jsonrpc": "2.0", "id": id, "method": "initialize",
            "params": [
                "protocolVersion": "2025-06-18", "capabilities": capabilities,
                "clientInfo": ["name": "test", "version": "1"],
            ],
        ]
    }
}
