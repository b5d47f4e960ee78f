import Gatehouse
import GatehouseMacros
import GatehouseProtocol

/// Tools that say something before they are done.
@Toolbox
struct ReportingTools {
    private static let pause: Duration = .milliseconds(50)

    /// Reports progress three times.
    @Tool(.readOnly, name: "test_tool_with_progress")
    func progress(context: Context) async throws -> String {
        for step in [0.0, 50, 100] {
            await context.progress(step, total: 100, message: "Completed step \(Int(step)) of 100")
            try await Task.sleep(for: Self.pause)
        }
        return "Progress was reported."
    }

    /// Tells the client three times what it does.
    @Tool(.readOnly, name: "test_tool_with_logging")
    func logging(context: Context) async throws -> String {
        for message in ["Tool execution started", "Tool processing data", "Tool execution completed"] {
            await context.log(.info, message)
            try await Task.sleep(for: Self.pause)
        }
        return "The tool told what it does."
    }

    /// Tells the client something at every level, as far as the request asks for it.
    @Tool(.readOnly, name: "test_logging_tool")
    func loggingAtEveryLevel(context: Context) async -> String {
        let levels: [LoggingLevel] = [.debug, .info, .notice, .warning, .error, .critical, .alert, .emergency]
        for level in levels { await context.log(level, "A message of the level \(level.rawValue)", logger: "test") }
        return "The tool told something at every level."
    }

    /// Closes the stream of its call before the result, which the client then finds on another one.
    @Tool(.readOnly, name: "test_reconnection")
    func reconnection(context: Context) async throws -> String {
        context.disconnect(retryAfter: .milliseconds(500))
        try await Task.sleep(for: .milliseconds(100))
        return "The result came although its stream was closed."
    }

    /// Needs a client that samples.
    @Tool(.readOnly, name: "test_missing_capability")
    func missingCapability(context: Context) throws -> String {
        guard context.client.sampling != nil else {
            throw MissingClientCapability(ClientCapabilities(sampling: ClientCapabilities.Sampling()))
        }
        return "The client can sample."
    }
}
