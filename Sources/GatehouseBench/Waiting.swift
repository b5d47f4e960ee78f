import Gatehouse
import GatehouseMacros

/// Waits, reporting progress, and says how long.
///
/// - Parameters:
///   - milliseconds: How long in all.
///   - steps: In how many steps, each of which is reported as progress.
@Tool(.readOnly, .closedWorld, name: "wait", requires: .permission("numbers:add"))
func waitAWhile(
    @Field(.range(0...60_000)) milliseconds: Int64,
    @Field(.range(1...1_000)) steps: Int64 = 1,
    context: Context
) async throws -> String {
    for step in 1...steps {
        try await Task.sleep(for: .milliseconds(milliseconds) / Int(steps))
        await context.progress(Double(step), total: Double(steps), message: "step \(step) of \(steps)")
    }
    return "waited \(milliseconds) ms"
}
