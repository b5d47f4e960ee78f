import Gatehouse
import GatehouseMacros

/// The result of the tool `add`.
@Schemable
struct Sum {
    /// The sum.
    let result: Int64
}

/// Adds two integers.
///
/// - Parameters:
///   - a: The first number.
///   - b: The second number.
@Tool(.readOnly, .closedWorld, requires: .permission("numbers:add"), execution: .inline)
func add(a: Int64, b: Int64) throws -> Sum {
    let (sum, overflow) = a.addingReportingOverflow(b)
    guard !overflow else { throw ToolError("the sum does not fit 64 bits") }
    return Sum(result: sum)
}
