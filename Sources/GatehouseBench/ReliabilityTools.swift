import Gatehouse
import GatehouseHTTP
import GatehouseMacros

/// The calls that were cancelled since the last time somebody asked.
@Schemable
struct Cancellations {
    /// The calls, in the order in which they learnt of it.
    let calls: [Cancellation]
}

/// What the process has under way.
@Schemable
struct Status {
    let connections: Int
    let requests: Int
    let streams: Int
    let runningCalls: Int
    let waitingCalls: Int
    let runningTasks: Int
    let sessions: Int
    let subscriptions: Int
    let eventStreams: Int
}

/// Tools that behave as badly as clients and authors do, and one that tells what is left of it.
@Toolbox
struct ReliabilityTools {
    let fixture: Fixture

    /// Waits for a long time, and notes when it is cancelled.
    ///
    /// - Parameters:
    ///   - id: What the note says.
    ///   - milliseconds: How long it waits.
    ///   - ignoresCancellation: Whether it goes on where it is cancelled.
    @Tool(.readOnly, .closedWorld, requires: .permission("numbers:add"))
    func hang(
        id: Int64 = 0,
        @Field(.range(1...600_000)) milliseconds: Int64 = 600_000,
        ignoresCancellation: Bool = false
    ) async throws -> String {
        let wait = Task.detached { try await Self.pause(for: .milliseconds(milliseconds)) }
        try await withTaskCancellationHandler {
            try await wait.value
        } onCancel: {
            fixture.cancelled(id)
            if !ignoresCancellation { wait.cancel() }
        }
        return "waited"
    }

    /// Sleeps in short pieces: where a sleep is cancelled, its timer takes memory until its time is over all the same.
    private static func pause(for time: Duration) async throws {
        let end = ContinuousClock.now + time
        while case let left = ContinuousClock.now.duration(to: end), left > .zero {
            try await Task.sleep(for: min(left, .seconds(1)))
        }
    }

    /// Tells which calls were cancelled since the last time, and when.
    @Tool(.closedWorld, requires: .permission("numbers:add"))
    func cancellations() -> Cancellations {
        Cancellations(calls: fixture.takeCancellations())
    }

    /// Tells what the process has under way, this call included.
    @Tool(.readOnly, .closedWorld, requires: .permission("numbers:add"))
    func status() throws -> Status {
        guard let server = fixture.server, let listener = fixture.listener else {
            throw ToolError("the server is not complete")
        }
        let (usage, transport) = (server.usage, listener.statistics)
        return Status(
            connections: transport.connections, requests: transport.requests, streams: transport.streams,
            runningCalls: usage.runningCalls, waitingCalls: usage.waitingCalls, runningTasks: usage.runningTasks,
            sessions: usage.sessions, subscriptions: usage.subscriptions, eventStreams: usage.eventStreams)
    }

    /// Changes the list of tools, over and over.
    ///
    /// - Parameters:
    ///   - perSecond: How many changes a second.
    ///   - milliseconds: For how long.
    @Tool(.closedWorld, requires: .permission("numbers:add"))
    func flap(
        @Field(.range(1...100_000)) perSecond: Int64,
        @Field(.range(1...60_000)) milliseconds: Int64
    ) async throws -> String {
        guard let registry = fixture.server?.registry else { throw ToolError("the server is not complete") }
        let begin = ContinuousClock.now
        var changes: Int64 = 0
        while true {
            let elapsed = begin.duration(to: .now)
            guard elapsed < .milliseconds(milliseconds) else { break }
            let due = Int64(elapsed / .nanoseconds(1)) * perSecond / 1_000_000_000
            while changes < due {
                let selection = ComponentSelection.name("flapping")
                _ = changes.isMultiple(of: 2) ? registry.disable(selection) : registry.enable(selection)
                changes += 1
            }
            try await Task.sleep(for: .milliseconds(1))
        }
        _ = registry.enable(.name("flapping"))
        return "\(changes) changes"
    }

    /// Comes and goes.
    @Tool(.readOnly, .closedWorld)
    func flapping() -> String { "here" }

    /// Tells those who are subscribed that a resource has changed.
    ///
    /// - Parameter uri: The resource.
    @Tool(.closedWorld, requires: .permission("numbers:add"))
    func touch(uri: String) throws -> String {
        guard let server = fixture.server else { throw ToolError("the server is not complete") }
        server.resourceUpdated(uri)
        return "told"
    }

    /// The content of a box.
    ///
    /// - Parameter number: The box.
    @Resource("bench://boxes/{number}")
    func box(number: Int64) -> String { "box \(number)" }

    /// Asks the client's user for a name.
    @Tool(.closedWorld, requires: .permission("numbers:add"))
    func ask(context: Context) async throws -> String {
        switch try await context.elicit("What is your name?", as: Name.self) {
        case .accepted(let name): "Hello, \(name.name)"
        case .declined: "declined"
        case .cancelled: "cancelled"
        }
    }

    /// Works as a task where its caller wants it so.
    ///
    /// - Parameter milliseconds: How long.
    @Tool(.closedWorld, requires: .permission("numbers:add"), task: .allowed)
    func job(@Field(.range(1...60_000)) milliseconds: Int64) async throws -> String {
        try await Task.sleep(for: .milliseconds(milliseconds))
        return "worked for \(milliseconds) ms"
    }
}

/// A user's answer.
@Schemable
struct Name {
    /// The name.
    let name: String
}
