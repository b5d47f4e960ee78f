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

    /// Needs a client that samples.
    @Tool(.readOnly, name: "test_missing_capability")
    func missingCapability(context: Context) throws -> String {
        guard context.client.sampling != nil else {
            throw MissingClientCapability(ClientCapabilities(sampling: ClientCapabilities.Sampling()))
        }
        return "The client can sample."
    }
}
