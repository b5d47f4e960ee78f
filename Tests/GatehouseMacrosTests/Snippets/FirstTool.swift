// snippet: first-tool
import GatehouseMacros

@Toolbox
struct Greeter {
    /// Greets somebody by name.
    ///
    /// - Parameter name: Whom to greet.
    @Tool
    func greet(name: String) -> String { "Hello, \(name)!" }
}
// end

// snippet: free-function
/// Writes a text backwards.
@Tool
func reverse(text: String) -> String { String(text.reversed()) }
// end
