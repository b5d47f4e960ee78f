import GatehouseApplication
import GatehouseMacros

@Toolbox
struct Greeter {
    /// Greets somebody by name.
    ///
    /// - Parameter name: Whom to greet.
    @Tool(.readOnly)
    func greet(@Field(.length(1...80)) name: String) -> String { "Hello, \(name)!" }
}

await Application("greeter", Greeter()).run()
